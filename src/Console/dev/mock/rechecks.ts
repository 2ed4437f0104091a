import type { CaseDetail, Recheck } from "../../src/api/types.ts";
import { ago } from "./clock.ts";
import { boxOf, drawScene, type Thing } from "./scenes.ts";

const pictures = new Map<string, string>();

export const recheckPicture = (id: string) => pictures.get(id);

/** What a second look at a handled case found: gone, still there, or nothing that could be told. */
export function recheckOf(of: CaseDetail): Recheck | undefined {
  const handled = of.history.findLast(({ to }) => to === "handled");
  if (!handled || !of.camera || !["handled", "verified", "returned", "closed"].includes(of.state)) return undefined;
  const still = of.number % 3 === 0;
  const source = `/agents/${of.agent}/cameras/${of.camera}`;
  const after = `${of.id}-after`;
  const things: Thing[] = [{ kind: "manhole_closed", x: 680, y: 690, size: 0.9 }, ...(still ? [{ kind: "garbage", x: 430, y: 610, size: 1.3 } as Thing] : [])];
  pictures.set(after, drawScene(of.number, of.number % 4 === 3, things, `${of.camera}  ${handled.at.slice(0, 19).replace("T", " ")}`));
  const decision = of.history.findLast(({ change }) => change === "verify" || change === "return");
  return {
    state: decision ? "settled" : "proposed", handledAt: handled.at, asked: 5, agreeing: 4, proposal: still ? "returned" : "verified", words: `${of.camera}: ${still ? "seen" : "not seen"} in 4 of 5 looks`,
    stillThere: still ? 0.94 : 0.05, ...(of.evidence ? { before: of.evidence } : {}), after, sameView: true,
    ...(decision ? { settled: { at: decision.at, by: decision.actor, to: decision.to!, accepted: (decision.to === "returned") === still } } : {}),
    looks: Array.from({ length: 5 }, (_, i) => ({
      source, askedAt: ago(900 - i * 60), at: ago(899 - i * 60), answer: i === 2 ? "cannot-tell" as const : still ? "seen" as const : "not-seen" as const, ...(i === 2 ? { why: "blocked" } : {}), found: "garbage, score 0.81",
      likelihoodRatio: still ? 8 : 0.02, evidence: i === 4 ? after : `${after}-${i}`, ...(still && i === 4 ? { seen: { class: "garbage", score: 0.81, ...boxOf(things[1]!) } } : {}),
    })),
  };
}
