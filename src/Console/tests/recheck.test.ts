import { describe, expect, it } from "vitest";
import type { Case, Recheck, RecheckLook } from "../src/api/types";
import { en } from "../src/i18n/en";
import { translator } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { isProposed, recheckWords, witnessesOf } from "../src/recheck/recheckWords";
import { firstSourceOf, hrefOfSource, kindsOf, sourceOf, sourceTitle } from "../src/review/sources";

const t = translator(en);
const gate = "/agents/east/cameras/gate";
const look = (answer: RecheckLook["answer"], more: Partial<RecheckLook> = {}): RecheckLook => ({ source: gate, askedAt: "2026-11-22T03:00:00Z", ...(answer ? { answer } : {}), found: "", likelihoodRatio: 1, ...more });
const again = (more: Partial<Recheck> = {}): Recheck => ({ state: "proposed", handledAt: "2026-11-22T02:00:00Z", proposal: "verified", sameView: true, looks: [], ...more });

describe("what a second look showed", () => {
  it("is summed by camera, whoever could tell", () => {
    expect(witnessesOf([look("not-seen"), look("cannot-tell", { why: "blocked" }), look("not-seen"), look("seen")])).toEqual([{ source: gate, seen: 1, notSeen: 2, untold: 1, why: "blocked", reported: false }]);
  });

  it("is told in the reader's language", () => {
    const looks = [look("not-seen"), look("not-seen"), look("seen"), look("cannot-tell", { why: "dark" })];
    expect(recheckWords(t, { looks })).toBe("Camera gate: not seen in 2 of 3 looks");
    expect(recheckWords(translator(zh), { looks })).toBe("摄像机 gate：3 次查看中 2 次未见");
  });

  it("says why nothing could be told, and that it was reported again", () => {
    expect(recheckWords(t, { looks: [look("cannot-tell", { why: "blocked" })] })).toBe("Camera gate: could not tell in 1 look (something stands before it)");
    expect(recheckWords(t, { looks: [look("seen", { why: "reported" })] })).toBe("Camera gate: reported it again");
  });

  it("is in the bridge's own words where nobody has looked", () => {
    expect(recheckWords(t, { looks: [look(undefined)], words: "no camera or sensor of ours reports in this case" })).toBe("no camera or sensor of ours reports in this case");
  });

  it("waits for a person only while it is proposed and not settled", () => {
    expect(isProposed(again())).toBe(true);
    expect(isProposed(again({ state: "looking" }))).toBe(false);
    expect(isProposed(again({ settled: { at: "", by: "Chen", to: "verified" } }))).toBe(false);
    expect(isProposed(null)).toBe(false);
  });
});

describe("who reported a case", () => {
  const told = { agent: "city-311", reporter: "patrol", reference: "D2026-117" } as Case;

  it("may be people, of whom there is no page", () => {
    const source = sourceOf("/city/city-311/patrol/D2026%2F117")!;
    expect(source).toEqual({ kind: "city", agent: "city-311", id: "D2026/117", reporter: "patrol" });
    expect(sourceTitle(t, source)).toBe("Patrol D2026/117");
    expect(hrefOfSource(source)).toBeNull();
  });

  it("is known of an imported case, that no camera and no sensor began", () => {
    expect(firstSourceOf(told)).toMatchObject({ kind: "city", reporter: "patrol", id: "D2026-117" });
    expect(kindsOf(told)).toEqual(["city"]);
    expect(firstSourceOf({ ...told, camera: "gate" })).toMatchObject({ kind: "camera", id: "gate", path: "/agents/city-311/cameras/gate" });
  });
});
