import type { Filing, FilingPage } from "../../src/api/types.ts";
import { allCases } from "./cases.ts";
import { ago } from "./clock.ts";

const filings: Filing[] = [];

/** What was told to the two platforms of the made-up city: most of it went, some was refused. */
export function fillFilings(): void {
  for (const of of allCases().filter(({ state }) => !["pending", "rejected", "merged"].includes(state)))
    for (const filer of ["city-311", "archive"]) {
      const refused = filer === "city-311" && of.number % 9 === 0;
      const waits = filer === "city-311" && of.number % 9 === 1;
      filings.unshift({
        id: `f-${of.number}-${filer}`, case: of.id, number: of.number, problem: of.problem, filer, kind: of.state === "voided" ? "void" : "file", state: refused ? "dead" : waits ? "waiting" : "sent", queuedAt: of.seenAt,
        attempts: refused ? 1 : waits ? 4 : 1, mayHaveArrived: waits, ...(waits ? { dueAt: ago(-95) } : {}),
        ...(refused ? { answer: "400 Bad Request: service_code 06042 is not open for intake in district 359901" } : waits ? { answer: "503 Service Unavailable" } : { reference: `D${2026_000_000 + of.number}`, answer: "201 Created" }),
      });
    }
}

export function listFilings(query: URLSearchParams): FilingPage {
  const of = filings.filter(({ state }) => !query.get("state") || query.get("state") === state);
  const from = query.get("before") ? of.findIndex(({ id }) => id === query.get("before")) + 1 : 0;
  const items = of.slice(from, from + Number(query.get("limit") ?? 50));
  const states: FilingPage["states"] = {};
  for (const { state } of filings) states[state] = (states[state] ?? 0) + 1;
  return {
    items, states, ...(from + items.length < of.length ? { next: items.at(-1)!.id } : {}),
    filers: [{ filer: "archive", seenAt: ago(4) }, { filer: "city-311", trouble: "503 Service Unavailable: maintenance until 12:00", resumeAt: ago(-95), seenAt: ago(4) }],
  };
}

export const filingsOf = (caseId: string) => filings.filter((one) => one.case === caseId);

export function settleFiling(id: string, wish: string, actor: string): Filing | null {
  const found = filings.find((one) => one.id === id);
  if (!found || (found.state !== "dead" && found.state !== "waiting")) return null;
  Object.assign(found, wish === "retry" ? { state: "waiting", dueAt: ago(0), attempts: found.attempts + 1 } : { state: "discarded", settledAt: ago(0), settledBy: actor });
  return found;
}
