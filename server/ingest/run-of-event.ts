import { ok, type Result, refuse } from "#lib/contract/problem";
import { idSchema, parseStreamName } from "#lib/contract/stream-name";

/** What the sender's organization may be called in a `source`. */
export interface OrgNames {
  id: string;
  slug: string;
}

const sourcePattern = /^(?:\/orgs\/([^/]+))?\/runs\/([^/]+)$/;

/**
 * The run that an event belongs to: from the `stream` attribute where there is one, otherwise from `source`,
 * `/runs/<runId>` or `/orgs/<org>/runs/<runId>`. An organization that is named must be the sender's own.
 */
export function findRunId(event: { source: string; stream?: string | undefined }, org: OrgNames): Result<string> {
  const bySource = runOfSource(event.source, org);
  if (event.stream === undefined) return bySource;
  const parsed = parseStreamName(event.stream);
  if (parsed === null || parsed.kind !== "run") {
    return refuse("unknown-stream", `stream: '${event.stream}' is not a run's stream: 'run:<runId>' is`, {
      field: "stream",
    });
  }
  if (bySource.ok && bySource.value !== parsed.id) {
    return refuse("invalid-input", `stream: names run '${parsed.id}', but source names '${bySource.value}'`, {
      field: "stream",
    });
  }
  // A source of another form is the sender's own business, but one that names another organization is not.
  if (!bySource.ok && sourcePattern.test(event.source)) return bySource;
  return ok(parsed.id);
}

function runOfSource(source: string, org: OrgNames): Result<string> {
  const [, orgName, runId] = sourcePattern.exec(source) ?? [];
  if (runId === undefined) {
    return refuse("invalid-input", "source: is neither '/runs/<runId>' nor '/orgs/<org>/runs/<runId>'", {
      field: "source",
    });
  }
  if (orgName !== undefined && orgName !== org.id && orgName !== org.slug) {
    return refuse("not-found", `source: there is no organization '${orgName}' that this sender could write to`, {
      field: "source",
    });
  }
  const parsed = idSchema.safeParse(runId);
  if (parsed.success) return ok(runId);
  const message = `source: the run's id ${parsed.error.issues[0]?.message ?? "is not valid"}`;
  return refuse("invalid-input", message, { field: "source" });
}
