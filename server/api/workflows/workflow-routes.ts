import { z } from "zod";
import { limits } from "#lib/contract/limits";
import { pageSchema } from "#lib/contract/page";
import { ok } from "#lib/contract/problem";
import { runSummarySchema } from "#lib/contract/run";
import { workflowSchema, workflowSummarySchema, workflowVersionSchema } from "#lib/contract/workflow";
import type { RunService } from "#server/runs/run-service";
import type { WorkflowService } from "#server/workflows/workflow-service";
import { jsonBody } from "../request/json-body.ts";
import { idParams, pageQuery, searchQuery } from "../request/query-schemas.ts";
import { defineRoute, type Route } from "../route.ts";
import {
  exportFormat,
  exportVersion,
  importAnswerSchema,
  newWorkflowSchema,
  workflowChangeSchema,
  workflowFileSchema,
} from "./workflow-schemas.ts";

const tag = "Workflows";
const oneVersion = z.object({ version: z.coerce.number().int().min(1).max(limits.largestVersion).optional() });

/** Workflows and their numbered versions. */
export function createWorkflowRoutes({ workflows, runs }: { workflows: WorkflowService; runs: RunService }): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/workflows",
      tag,
      summary: "List workflows",
      query: z.object({ ...pageQuery, search: searchQuery }),
      answers: [{ status: 200, description: "A page of workflows.", schema: pageSchema(workflowSummarySchema) }],
      handle: ({ actor, query }) => workflows.list(actor, query),
    }),
    defineRoute({
      method: "post",
      path: "/workflows",
      tag,
      summary: "Create a workflow",
      description: "The graph is checked as a whole and kept as version 1.",
      body: jsonBody(newWorkflowSchema),
      answers: [{ status: 201, description: "The workflow.", schema: workflowSchema }],
      refusals: ["graph-invalid", "forbidden"],
      handle: ({ actor, body }) => workflows.create(actor, body),
    }),
    defineRoute({
      method: "post",
      path: "/workflows/import",
      tag,
      summary: "Import a workflow from a file",
      body: jsonBody(workflowFileSchema),
      answers: [{ status: 201, description: "What was made of the file.", schema: importAnswerSchema }],
      refusals: ["graph-invalid", "forbidden"],
      async handle({ actor, body }) {
        const { name, description, graph } = body;
        const made = await workflows.create(actor, { name, description, graph });
        return made.ok ? ok({ items: [{ id: made.value.id, name: made.value.name, report: [] }] }) : made;
      },
    }),
    defineRoute({
      method: "get",
      path: "/workflows/:id",
      tag,
      summary: "Read a workflow",
      params: idParams,
      query: oneVersion,
      answers: [{ status: 200, description: "The workflow with one version's graph.", schema: workflowSchema }],
      handle: ({ actor, params, query }) => workflows.get(actor, params.id, query.version),
    }),
    defineRoute({
      method: "patch",
      path: "/workflows/:id",
      tag,
      summary: "Change a workflow",
      description: "A changed graph becomes the next version; versions themselves never change.",
      params: idParams,
      body: jsonBody(workflowChangeSchema),
      answers: [{ status: 200, description: "The workflow as it is now.", schema: workflowSchema }],
      refusals: ["graph-invalid", "forbidden"],
      handle: ({ actor, params, body }) => workflows.update(actor, params.id, body),
    }),
    defineRoute({
      method: "delete",
      path: "/workflows/:id",
      tag,
      summary: "Delete a workflow",
      description: "Its runs stay.",
      params: idParams,
      answers: [{ status: 204, description: "It is gone." }],
      refusals: ["forbidden"],
      handle: ({ actor, params }) => workflows.remove(actor, params.id),
    }),
    defineRoute({
      method: "get",
      path: "/workflows/:id/versions",
      tag,
      summary: "List a workflow's versions",
      params: idParams,
      answers: [{ status: 200, description: "The newest first.", schema: pageSchema(workflowVersionSchema) }],
      handle: ({ actor, params }) => workflows.versions(actor, params.id),
    }),
    defineRoute({
      method: "get",
      path: "/workflows/:id/export",
      tag,
      summary: "Export a workflow as a file",
      params: idParams,
      query: oneVersion,
      answers: [{ status: 200, description: "What `POST /workflows/import` takes.", schema: workflowFileSchema }],
      async handle({ actor, params, query }) {
        const found = await workflows.get(actor, params.id, query.version);
        if (!found.ok) return found;
        const { name, description, graph } = found.value;
        return ok({ format: exportFormat, version: exportVersion, name, description, graph });
      },
    }),
    defineRoute({
      method: "post",
      path: "/workflows/:id/runs",
      tag: "Runs",
      summary: "Start a run",
      params: idParams,
      body: jsonBody(
        z.object({ input: z.unknown().optional(), version: z.int().min(1).max(limits.largestVersion).optional() }),
        {},
      ),
      answers: [{ status: 201, description: "The run, queued.", schema: runSummarySchema }],
      refusals: ["forbidden", "too-large"],
      handle: ({ actor, params, body }) => runs.start(actor, params.id, body),
    }),
  ];
}
