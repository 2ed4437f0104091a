import { describe, expect, it } from "vitest";
import { dayText, dimensionsOf, openingFilter, percent, queryOf } from "../src/reports/query";

const now = new Date(2026, 10, 22, 9, 30).getTime();
const filter = openingFilter(now);

describe("what a report is asked for", () => {
  it("is today, by the usual", () => {
    expect(queryOf("patrol", filter)).toEqual({ from: "2026-11-22", to: "2026-11-22", by: "class" });
    expect(queryOf("indices", filter)).toEqual({ from: "2026-11-22", to: "2026-11-22", by: "" });
    expect(queryOf("coverage", filter)).toMatchObject({ by: "agent" });
  });

  it("takes the reader's days over the ends of months", () => {
    expect(dayText(new Date(2026, 2, 1, 0, 10).getTime(), -1)).toBe("2026-02-28");
    expect(queryOf("patrol", { ...filter, from: "2026-11-23" })).toMatchObject({ from: "2026-11-22", to: "2026-11-22" });
  });

  it("leaves out what looks are not told apart by", () => {
    expect(queryOf("coverage", { ...filter, class: "garbage", by: "class" })).toEqual({ from: "2026-11-22", to: "2026-11-22", by: "agent" });
    expect(dimensionsOf.coverage).not.toContain("class");
  });

  it("knows a grid by what is typed", () => {
    expect(queryOf("patrol", { ...filter, grid: " 359901001 " })).toMatchObject({ street: "359901001" });
    expect(queryOf("patrol", { ...filter, grid: "359901001001002" })).toMatchObject({ grid: "359901001001002" });
    expect(queryOf("patrol", { ...filter, grid: "东港-03" })).toMatchObject({ "duty-grid": "东港-03" });
  });

  it("says a share as a percentage, and nothing where there is none", () => {
    expect([0, 0.9242, 1, undefined].map(percent)).toEqual(["0.0 %", "92.4 %", "100.0 %", "–"]);
  });
});
