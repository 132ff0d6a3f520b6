import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { multiline, plain, template } from "./settings/setting-text.ts";
import { workOptions } from "./settings/work-options.ts";

const settings = z.object({
  method: z
    .enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"])
    .default("GET")
    .meta({ title: "Method", description: "The HTTP method." }),
  url: template("Address", "Where the request goes. Private addresses are refused.").min(1),
  headers: z
    .array(z.object({ name: plain("Name", "The header's name.").min(1), value: template("Value", "What it says.") }))
    .max(50)
    .default([])
    .meta({ title: "Headers", description: "Sent with the request; their values are in no event and no log." }),
  body: multiline("Body", "The request's body. JSON is sent as `application/json`.").optional(),
  failOnStatus: z
    .boolean()
    .default(true)
    .meta({ title: "Fail on an error status", description: "An answer of 400 or more fails the node." }),
  ...workOptions,
});

export const httpRequest = defineKind({
  name: "http-request",
  title: "HTTP request",
  doc: "Calls an address and goes on with the answer's status, headers and body.",
  icon: "globe",
  category: "action",
  settings,
  handles: oneWayOut,
});

export const httpRequestSettings = settings;
