import { z } from "zod";
import { ok } from "#lib/contract/problem";
import { definePublicRoute, type Route } from "../route.ts";
import { buildAsyncApi } from "./asyncapi.ts";
import { buildOpenApi } from "./openapi.ts";

const document = z.looseObject({});

/** The machine-readable documents. They describe `routes`, themselves included, and are built when first asked for. */
export function createDocumentRoutes({ routes, publicUrl }: { routes: readonly Route[]; publicUrl: string }): Route[] {
  let openApi: unknown;
  let asyncApi: unknown;
  const own: Route[] = [
    definePublicRoute({
      method: "get",
      path: "/openapi.json",
      tag: "Documents",
      summary: "The OpenAPI 3.1 document",
      answers: [{ status: 200, description: "The document.", schema: document }],
      handle: async () => {
        openApi ??= buildOpenApi([...routes, ...own], { publicUrl });
        return ok(openApi);
      },
    }),
    definePublicRoute({
      method: "get",
      path: "/asyncapi.json",
      tag: "Documents",
      summary: "The AsyncAPI 3 document",
      answers: [{ status: 200, description: "The document.", schema: document }],
      handle: async () => {
        asyncApi ??= buildAsyncApi({ publicUrl });
        return ok(asyncApi);
      },
    }),
  ];
  return own;
}
