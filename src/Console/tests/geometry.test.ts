import { describe, expect, it } from "vitest";
import type { Subject } from "../src/api/types";
import { newZone, withCorner, withCornerAfter, withoutCorner } from "../src/camera/zones";
import { labelOf, nameCorner, viewOfSubjects, within, withoutOverlap, zoomAbout } from "../src/picture/geometry";

const picture = { width: 1000, height: 500 };
const subject = (x1: number, y1: number, x2: number, y2: number): Subject => ({ class: "bin", score: 0.9, x1, y1, x2, y2 });

describe("view", () => {
  it("is the whole picture without boxes", () => {
    expect(viewOfSubjects([], picture, picture)).toEqual({ x: 0, y: 0, ...picture });
  });

  it("holds the boxes, in the stage's shape, inside the picture", () => {
    const view = viewOfSubjects([subject(0.9, 0.8, 1, 1)], picture, { width: 400, height: 400 });
    expect(view.width).toBeCloseTo(view.height);
    expect(view.x + view.width).toBeLessThanOrEqual(1000);
    expect(view.y + view.height).toBeLessThanOrEqual(500);
    expect(view.x).toBeLessThanOrEqual(900);
    expect(view.y).toBeLessThanOrEqual(400);
  });

  it("never leaves the picture when it is moved", () => {
    expect(within({ x: -50, y: 480, width: 100, height: 50 }, picture)).toEqual({ x: 0, y: 450, width: 100, height: 50 });
  });

  it("keeps the point under the pointer when it zooms, and ends at the whole", () => {
    const near = zoomAbout({ x: 0, y: 0, ...picture }, { x: 500, y: 250 }, 0.5, picture);
    expect(near).toEqual({ x: 250, y: 125, width: 500, height: 250 });
    expect(zoomAbout(near, { x: 500, y: 250 }, 9, picture)).toEqual({ x: 0, y: 0, ...picture });
  });
});

describe("labels", () => {
  it("stand above their box, or inside it at the picture's top", () => {
    expect(labelOf(subject(0.1, 0.5, 0.3, 0.9), "bin 0.90", 10, picture)).toMatchObject({ x: 100, y: 235 });
    expect(labelOf(subject(0.99, 0, 1, 0.1), "bin 0.90", 10, picture).y).toBe(0);
  });

  it("stay inside the picture at its right edge", () => {
    const label = labelOf(subject(0.99, 0.5, 1, 0.6), "bin 0.90", 10, picture);
    expect(label.x + label.width).toBe(1000);
  });

  it("give way to those before them", () => {
    const at = (x: number) => ({ x, y: 0, width: 10, height: 5 });
    expect(withoutOverlap([at(0), at(5), at(10)])).toEqual([at(0), at(10)]);
  });
});

describe("zones", () => {
  const zone = newZone([], undefined);

  it("take the next free id and another zone's rules", () => {
    const rules = [{ rule: "state", problem: "garbage" }];
    expect(newZone([{ ...zone, id: "zone-2" }], { ...zone, rules })).toMatchObject({ id: "zone-3", rules });
  });

  it("keep corners inside the picture", () => {
    expect(withCorner(zone, 0, [-0.5, 1.2]).polygon[0]).toEqual([0, 1]);
  });

  it("gain a corner in the middle of an edge, also of the last one", () => {
    const square = { id: "a", polygon: [[0, 0], [1, 0], [1, 1], [0, 1]] as [number, number][] };
    expect(withCornerAfter(square, 3).polygon).toEqual([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0.5]]);
  });

  it("never have fewer than three corners", () => {
    const triangle = withoutCorner(zone, 1);
    expect(triangle.polygon).toHaveLength(3);
    expect(withoutCorner(triangle, 0)).toBe(triangle);
  });

  it("hang their name at the topmost corner", () => {
    expect(nameCorner([[0.5, 0.4], [0.2, 0.4], [0.1, 0.9]])).toEqual([0.2, 0.4]);
  });
});
