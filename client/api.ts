import type { Page } from "#lib/contract/page";
import { problemSchema } from "#lib/contract/problem";
import type { RunStatus, RunSummary } from "#lib/contract/run";
import type { Workflow, WorkflowSummary } from "#lib/contract/workflow";
import type { NodeDetail, RunSnapshot } from "#lib/domain/run-snapshot";

/** A refusal of the API, or a failure to reach it, with a sentence that a person can read. */
export class ApiError extends Error {
  /** The problem's stable code; `unreachable` where no answer came. */
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly issues: readonly { field: string; message: string }[];

  constructor(problem: {
    code: string;
    status: number;
    detail: string;
    field?: string | undefined;
    issues?: readonly { field: string; message: string }[] | undefined;
  }) {
    super(problem.detail);
    this.name = "ApiError";
    this.code = problem.code;
    this.status = problem.status;
    this.field = problem.field;
    this.issues = problem.issues ?? [];
  }
}

export interface RunFilter {
  status?: RunStatus | undefined;
  workflowId?: string | undefined;
  startedBy?: string | undefined;
  /** ISO times. */
  from?: string | undefined;
  until?: string | undefined;
}

/** A workflow as a list names it. */
export type ListedWorkflow = Pick<WorkflowSummary, "id" | "name" | "description" | "teamName">;

/** The REST API as the pages use it. Every call throws `ApiError` where the server refuses or is not reached. */
export interface Api {
  listRuns(query: RunFilter & { cursor?: string | undefined; limit?: number | undefined }): Promise<Page<RunSummary>>;
  runSnapshot(runId: string): Promise<RunSnapshot>;
  nodeDetail(runId: string, nodeId: string, item?: number): Promise<NodeDetail>;
  listWorkflows(query: {
    search?: string | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  }): Promise<Page<ListedWorkflow>>;
  workflow(id: string): Promise<Workflow>;
  startRun(workflowId: string, body: { input?: unknown; version?: number | undefined }): Promise<RunSummary>;
  cancelRun(runId: string): Promise<RunSummary>;
  pauseRun(runId: string): Promise<RunSummary>;
  resumeRun(runId: string): Promise<RunSummary>;
  retryRun(runId: string, body: { fromNodeId?: string | undefined }): Promise<RunSummary>;
  decide(runId: string, nodeId: string, decision: Decision): Promise<RunSummary>;
}

export interface Decision {
  approved: boolean;
  comment?: string | undefined;
  item?: number | undefined;
}

/** The REST API for the browser: it asks with the session cookie, and throws a refusal as an error. */
export function createApi(options: { baseUrl: string; fetch: typeof fetch }): Api {
  const ask = <T>(path: string, init?: RequestInit) => request<T>(options, path, init);
  const post = <T>(path: string, body: unknown = {}) =>
    ask<T>(path, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(body),
    });
  const run = (id: string) => `/runs/${encodeURIComponent(id)}`;
  const node = (id: string, nodeId: string) => `${run(id)}/nodes/${encodeURIComponent(nodeId)}`;

  return {
    listRuns: (query) => ask(`/runs${searchOf(query)}`),
    runSnapshot: (id) => ask(`${run(id)}/snapshot`),
    nodeDetail: (id, nodeId, item) => ask(`${node(id, nodeId)}${searchOf({ item })}`),
    listWorkflows: (query) => ask(`/workflows${searchOf(query)}`),
    workflow: (id) => ask(`/workflows/${encodeURIComponent(id)}`),
    startRun: (workflowId, body) => post(`/workflows/${encodeURIComponent(workflowId)}/runs`, body),
    cancelRun: (id) => post(`${run(id)}/cancel`),
    pauseRun: (id) => post(`${run(id)}/pause`),
    resumeRun: (id) => post(`${run(id)}/resume`),
    retryRun: (id, body) => post(`${run(id)}/retry`, body),
    decide: (id, nodeId, { approved, ...body }) => post(`${node(id, nodeId)}/${approved ? "approve" : "reject"}`, body),
  };
}

function searchOf(query: object): string {
  const present = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(present.map(([key, value]) => [key, String(value)])).toString();
  return search === "" ? "" : `?${search}`;
}

/** The answer's shape is the server's promise, kept by the same types and tested there; only refusals are parsed. */
async function request<T>(
  options: { baseUrl: string; fetch: typeof fetch },
  path: string,
  init: RequestInit = {},
): Promise<T> {
  let response: Response;
  try {
    response = await options.fetch(`${options.baseUrl}/api/v1${path}`, { credentials: "same-origin", ...init });
  } catch {
    throw new ApiError({
      code: "unreachable",
      status: 0,
      detail: "The server cannot be reached. Is the network down?",
    });
  }
  if (!response.ok) throw await toError(response);
  return (await response.json()) as T;
}

async function toError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  if (problem.success) return new ApiError(problem.data);
  const detail = `The server answered ${response.status} ${response.statusText}`.trim();
  return new ApiError({ code: "internal", status: response.status, detail });
}
