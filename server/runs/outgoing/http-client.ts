export interface HttpRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  signal: AbortSignal;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The address that answered, after redirects. */
  url: string;
}

export type HttpAnswer =
  | { ok: true; response: HttpResponse }
  | {
      ok: false;
      code: "address-refused" | "address-invalid" | "too-many-redirects" | "response-too-large" | "connection-failed";
      message: string;
    };

/** Outgoing HTTP that refuses private addresses. Throws only when its signal was aborted. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}
