import { describe, expect, it } from "vitest";
import { dayBefore, daysOf, dimensionsOf, openingFilter, percent, queryOf, type Span } from "../src/reports/query";

const today = "2026-11-22";
const filter = openingFilter;

describe("what a report is asked for", () => {
  it("is the city's today, by the usual", () => {
    expect(queryOf("patrol", filter, today)).toEqual({ from: "2026-11-22", to: "2026-11-22", by: "class" });
    expect(queryOf("indices", filter, today)).toEqual({ from: "2026-11-22", to: "2026-11-22", by: "" });
    expect(queryOf("coverage", filter, today)).toMatchObject({ by: "agent" });
  });

  it("moves on with the city's day, and with nobody's clock", () => {
    expect(queryOf("patrol", filter, "2026-11-23")).toMatchObject({ from: "2026-11-23", to: "2026-11-23" });
    expect(queryOf("patrol", { ...filter, days: { from: "2026-11-20", to: "2026-11-21" } }, "2026-11-23")).toMatchObject({ from: "2026-11-20", to: "2026-11-21" });
  });

  it("counts days back over the ends of months and years", () => {
    const span = (days: Span, from: string) => daysOf({ ...filter, days }, from);
    expect(dayBefore("2026-03-01", 1)).toBe("2026-02-28");
    expect(span("yesterday", "2028-03-01")).toEqual({ from: "2028-02-29", to: "2028-02-29" });
    expect(span("week", "2026-11-22")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(span("month", "2027-01-10")).toEqual({ from: "2026-12-12", to: "2027-01-10" });
  });

  it("never begins after its end", () => {
    expect(queryOf("patrol", { ...filter, days: { from: "2026-11-23", to: "2026-11-22" } }, today)).toMatchObject({ from: "2026-11-22", to: "2026-11-22" });
  });

  it("leaves out what looks are not told apart by", () => {
    expect(queryOf("coverage", { ...filter, class: "garbage", by: "class" }, today)).toEqual({ from: "2026-11-22", to: "2026-11-22", by: "agent" });
    expect(dimensionsOf.coverage).not.toContain("class");
  });

  it("knows a grid by what is typed", () => {
    expect(queryOf("patrol", { ...filter, grid: " 359901001 " }, today)).toMatchObject({ street: "359901001" });
    expect(queryOf("patrol", { ...filter, grid: "359901001001002" }, today)).toMatchObject({ grid: "359901001001002" });
    expect(queryOf("patrol", { ...filter, grid: "东港-03" }, today)).toMatchObject({ "duty-grid": "东港-03" });
  });

  it("says a share as a percentage, and nothing where there is none", () => {
    expect([0, 0.9242, 1, undefined].map(percent)).toEqual(["0.0 %", "92.4 %", "100.0 %", "–"]);
  });
});
