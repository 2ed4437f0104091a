import type { Translate } from "../i18n/translate";
import { stampWords } from "../time/words";
import { agentFaultForms } from "./agentFaultForms";

const stamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/;

/** A text with `{name}` as what it was made of. */
const formOf = (text: string) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.+)")}$`);

const forms = (Object.entries(agentFaultForms) as [keyof typeof agentFaultForms, string][]).map(([key, text]) => [key, formOf(text)] as const);

/** What is wrong with a camera or a sensor and what to do, in the reader's language; in the agent's own words where their form is new. */
export function agentFaultWords(t: Translate, fault: string): string {
  for (const [key, form] of forms) {
    const match = form.exec(fault);
    if (match) return t(key, Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, stamp.test(value) ? stampWords(value) : value])));
  }
  return fault;
}
