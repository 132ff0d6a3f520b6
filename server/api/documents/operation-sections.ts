import { html } from "hono/html";
import { z } from "zod";
import type { OpenApiDocument, Operation, Parameter } from "./openapi.ts";
import { prose } from "./prose.ts";
import { schemaTable, typeName } from "./schema-table.ts";

/** The REST part of the docs page: a section a tag, a fold an operation. */
export function operationSections(openApi: OpenApiDocument) {
  const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return openApi.tags.map(
    ({ name, description }) => html`<section id="tag-${name}">
      <h2>${name}</h2>
      <p>${prose(description)}</p>
      ${operations
        .filter(({ operation }) => operation.tags.includes(name))
        .map(
          ({ path, method, operation }) => html`<details id="${operation.operationId}">
            <summary>
              <span class="method ${method}">${method}</span><span class="path">${path}</span>
              <span class="what">${operation.summary}</span>
            </summary>
            <div>${details(operation)}</div>
          </details>`,
        )}
    </section>`,
  );
}

function details(operation: Operation) {
  const { description, parameters, requestBody, responses } = operation;
  const contentTypes = Object.keys(requestBody?.content ?? {});
  const body = Object.values(requestBody?.content ?? {})[0];
  return html`
    ${description === undefined ? "" : html`<p>${prose(description)}</p>`}
    ${parameters.length === 0 ? "" : parameterTable(parameters)}
    ${
      body === undefined
        ? ""
        : html`<h4>Body${requestBody?.required === false ? ", optional" : ""}</h4>
          <p>${contentTypes.map((type) => html`<code>${type}</code> `)}</p>
          ${schemaTable(body.schema, "Body")}`
    }
    <h4>Answers</h4>
    ${Object.entries(responses).map(([status, response]) => answer(status, response))}`;
}

function parameterTable(parameters: readonly Parameter[]) {
  return html`<h4>Parameters</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="Parameters">
      <table>
        <thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">About</th></tr></thead>
        <tbody>${parameters.map(
          ({ name, in: place, required, schema, description }) => html`<tr>
            <td><code>${name}</code></td><td>${place}</td><td>${typeName(schema)}${required ? "" : ", optional"}</td>
            <td>${prose(description ?? "")}</td></tr>`,
        )}</tbody>
      </table>
    </div>`;
}

const contentSchema = z.record(z.string(), z.object({ schema: z.looseObject({}).optional() })).default({});

function answer(status: string, response: Operation["responses"][string]) {
  const schema = contentSchema.parse(response.content)["application/json"]?.schema;
  return html`<p><strong>${status}</strong> ${prose(response.description)}</p>
    ${schema === undefined ? "" : schemaTable(schema, `Answer ${status}`)}`;
}
