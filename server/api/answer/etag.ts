/** 304 for a reader that has the resource as it is. */
export function notModified(etag: string): Response {
  return new Response(null, { status: 304, headers: { ETag: etag, "Cache-Control": "no-cache" } });
}

/** JSON that a reader may keep as long as it asks again whether it is still so. */
export function jsonWithEtag(value: unknown, etag: string): Response {
  return Response.json(value, { headers: { ETag: etag, "Cache-Control": "no-cache" } });
}
