import type { NodeKind } from "#lib/domain/kinds/node-kind";
import { describeSettings, type SettingDescription } from "#lib/domain/kinds/settings/setting-description";

/** `docs/node-kinds.md`, made from the kinds' definitions. */
export function renderKindsPage(kinds: readonly NodeKind[]): string {
  return [
    "# Node kinds",
    "",
    "Made from `lib/domain/kinds`; do not edit. In a text, `{{ expression }}` is replaced by the value of a JSONata",
    "expression, which may read `$input`, `$trigger`, `$nodes.<id>`, `$attempt` and, in a loop's body, `$item` and",
    "`$index`. Every kind with the setting `onError` has the further handle `error` where it is `continue`.",
    ...kinds.flatMap(renderKind),
    "",
  ].join("\n");
}

function renderKind({ name, title, doc, settings }: NodeKind): string[] {
  const described = describeSettings(settings);
  const head = ["", `## ${title} (\`${name}\`)`, "", doc];
  if (described.length === 0) return head;
  return [
    ...head,
    "",
    "| setting | type | default | what it does |",
    "|---|---|---|---|",
    ...described.flatMap((each) => renderSetting(each, "")),
  ];
}

function renderSetting(setting: SettingDescription, prefix: string): string[] {
  const name = `${prefix}${setting.name}`;
  const cells = [`\`${name}\``, typeText(setting), defaultText(setting), setting.description];
  const row = `| ${cells.map(escapeCell).join(" | ")} |`;
  return [row, ...setting.members.flatMap((member) => renderSetting(member, `${name}[].`))];
}

function typeText({ type, format, options }: SettingDescription): string {
  if (type === "choice") return options.map((option) => `\`${option}\``).join(", ");
  return format === "jsonata" ? "JSONata" : type;
}

function defaultText(setting: SettingDescription): string {
  if (setting.default !== undefined) return `\`${JSON.stringify(setting.default)}\``;
  return setting.isRequired ? "required" : "";
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
