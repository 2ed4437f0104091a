import { describe, expect, it } from "vitest";
import type { Case, Recheck, RecheckLook } from "../src/api/types";
import { en } from "../src/i18n/en";
import { translator } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { isProposed, recheckWords, witnessesOf } from "../src/recheck/recheckWords";
import { actorWords, historyReason } from "../src/review/historyWords";
import { openingWords } from "../src/review/CaseReports";
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

describe("what the history says of the bridge's own changes", () => {
  const chinese = translator(zh);
  const words = (reason: string) => historyReason(chinese, (name) => name, reason);

  it("is told in the reader's language", () => {
    expect(words("bin-corner: not seen in 4 of 4 looks (bin, score 0.80; no overflow)")).toBe("摄像机 bin-corner：4 次查看中 4 次未见");
    expect(words("gate: seen in 4 of 5 looks (garbage, score 0.81); cover-tilt: seen in 1 of 1 readings (tilt 71.8 deg)")).toBe("摄像机 gate：5 次查看中 4 次看到；传感器 cover-tilt：1 次查看中 1 次看到");
    expect(words("filed as 17")).toBe("报送编号 17");
    expect(words("follows from 'dispatch'")).toBe("随“派遣”而来");
    expect(actorWords(chinese, "recheck")).toBe("复查");
  });

  it("is left as it is where it says something else besides, or a person wrote it", () => {
    expect(words("gate: not seen in 4 of 4 looks (none of bin) and the lamp is broken")).toBe("gate: not seen in 4 of 4 looks (none of bin) and the lamp is broken");
    expect(words("filed a complaint")).toBe("filed a complaint");
    expect(actorWords(chinese, "王工")).toBe("王工");
  });
});

describe("how often a thing began to be seen", () => {
  it("names who saw it, where, and whether it does still", () => {
    expect(openingWords(t, { source: gate, zone: "bin", times: 3, goesOn: true })).toBe("Camera gate · bin: began to see it 3 times, and sees it now");
    expect(openingWords(translator(zh), { source: "/agents/east/sensors/cover-17", zone: "tilt", times: 2, goesOn: false })).toBe("传感器 cover-17 · 倾角：先后 2 次开始看到");
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
