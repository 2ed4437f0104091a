import { describe, expect, it } from "vitest";
import type { Case } from "../src/api/types";
import { matches, openingFilter, toQuery } from "../src/review/filter";
import { chosenOf, membersOf, toggled, toggledAll } from "../src/storms/selection";

const shown = ["a", "b", "c"];

describe("the members of a storm that a verdict is for", () => {
  it("are all, unless some are left out", () => {
    expect(membersOf({ shown, leftOut: new Set() })).toBeUndefined();
    expect(membersOf({ shown, leftOut: new Set(["b"]) })).toEqual(["a", "c"]);
  });

  it("are left out and taken in again one by one, or all at once", () => {
    const without = toggled(new Set(), "b");
    expect(chosenOf({ shown, leftOut: without })).toEqual(["a", "c"]);
    expect(chosenOf({ shown, leftOut: toggled(without, "b") })).toEqual(shown);
    expect(chosenOf({ shown, leftOut: toggledAll({ shown, leftOut: without }) })).toEqual(shown);
    expect(chosenOf({ shown, leftOut: toggledAll({ shown, leftOut: new Set() }) })).toEqual([]);
  });
});

describe("the list of what waits", () => {
  const member = { state: "pending", problem: "garbage", agent: "east", camera: "gate", storm: "s1" } as Case;

  it("shows a storm as one item, not each of its members", () => {
    expect(toQuery(openingFilter, 0)).toMatchObject({ storm: "none" });
    expect(matches(openingFilter, member)).toBe(false);
  });

  it("shows a member to whoever looks for it", () => {
    const searched = { ...openingFilter, text: "gate" };
    expect(toQuery(searched, 0)).not.toHaveProperty("storm");
    expect(matches(searched, member)).toBe(true);
    expect(matches({ ...openingFilter, state: "all" }, member)).toBe(true);
  });
});
