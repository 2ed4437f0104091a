import { describe, expect, it } from "vitest";
import type { CaseDetail, Suppression } from "../src/api/types";
import { fieldTime, flawsOf, openingDraft, toSuppression } from "../src/suppressions/draft";
import { taughtUntil } from "../src/suppressions/taught";

const now = new Date(2026, 10, 23, 9, 20).getTime();
const whole = { ...openingDraft(now), reason: "morning market", lon: "118.5512", lat: "24.7811" };

describe("something to permit", () => {
  it("begins as a week from this hour on", () => {
    expect(openingDraft(now)).toMatchObject({ from: "2026-11-23T09:00", until: "2026-11-30T09:00", radius: "30", repeatDays: "" });
  });

  it("needs a reason and a place, and nothing else", () => {
    expect(flawsOf(openingDraft(now), now)).toEqual(["reason", "lon", "lat"]);
    expect(flawsOf(whole, now)).toEqual([]);
  });

  it("names each field that cannot be sent", () => {
    expect(flawsOf({ ...whole, lon: "181", lat: "north", radius: "2001" }, now)).toEqual(["lon", "lat", "radius"]);
    expect(flawsOf({ ...whole, from: "", until: "" }, now)).toEqual(["from", "until"]);
  });

  it("ends after it begins, ahead of now, and within a year", () => {
    expect(flawsOf({ ...whole, until: whole.from }, now)).toEqual(["until"]);
    expect(flawsOf({ ...whole, from: "2026-11-01T06:00", until: "2026-11-02T06:00" }, now)).toEqual(["until"]);
    expect(flawsOf({ ...whole, until: "2027-12-01T06:00" }, now)).toEqual(["until"]);
  });

  it("comes again no sooner than it ends", () => {
    const market = { ...whole, from: "2026-11-28T06:00", until: "2026-11-28T12:00", repeatDays: "7", expiresAt: "2027-02-01T00:00" };
    expect(flawsOf(market, now)).toEqual([]);
    expect(flawsOf({ ...market, until: "2026-12-06T12:00" }, now)).toEqual(["repeatDays"]);
    expect(flawsOf({ ...market, expiresAt: "2026-01-01T00:00" }, now)).toEqual(["expiresAt"]);
  });

  it("is sent in UTC, without what was left out", () => {
    const sent = toSuppression(whole, "Chen");
    expect(sent).toEqual({ kind: "permitted", actor: "Chen", reason: "morning market", lon: 118.5512, lat: 24.7811, system: "WGS84", radius: 30, from: new Date(whole.from).toISOString(), until: new Date(whole.until).toISOString() });
    expect(toSuppression({ ...whole, problem: "garbage", repeatDays: "1" }, "Chen")).toMatchObject({ problem: "garbage", repeatDays: 1, expiresAt: new Date(whole.expiresAt).toISOString() });
  });

  it("shows local time as the browser's field writes it", () => {
    expect(fieldTime(new Date(2026, 0, 2, 3, 4))).toBe("2026-01-02T03:04");
  });
});

describe("what a rejection taught", () => {
  const source = "/agents/east/cameras/gate";
  const rejected = { events: [{ source }], history: [{ at: "2026-11-23T01:00:00Z", actor: "Chen", change: "reject" }] } as unknown as CaseDetail;
  const taught = (more: Partial<Suppression> = {}) => ({ kind: "not-a-problem", author: "Chen", source, expiresAt: "2026-12-07T01:00:00Z", ...more }) as Suppression;

  it("holds until its last spot expires", () => {
    expect(taughtUntil(rejected, [taught(), taught({ expiresAt: "2026-12-08T01:00:00Z" })])).toBe("2026-12-08T01:00:00Z");
  });

  it("is nothing of another camera, person or kind", () => {
    expect(taughtUntil(rejected, [taught({ source: "/agents/east/cameras/other" }), taught({ author: "Wang" }), taught({ kind: "permitted" })])).toBeNull();
  });
});
