import { describe, expect, it } from "vitest";
import { short } from "../src/map/MapCases";
import { outline } from "../src/map/MapCells";
import { widened } from "../src/map/useMapCells";
import { boxOf, fitted, graticule, metresPerPixel, panned, scaleBar, toPixels, toPlace, zoomed, type MapView } from "../src/map/projection";
import { countsOf, groupOf, statesOf } from "../src/map/stateGroups";
import { caseStates } from "../src/life/moves";

const size = { width: 1000, height: 600 };
const view: MapView = { lon: 118.55, lat: 24.78, zoom: 15 };

describe("the grid cells", () => {
  it("are asked for some way beyond what is in sight, and never beyond the map", () => {
    expect(widened({ west: 118, south: 24, east: 119, north: 26 })).toEqual({ west: 117.5, south: 23, east: 119.5, north: 27 });
    expect(widened({ west: -180, south: -85, east: 180, north: 85 })).toEqual({ west: -180, south: -85, east: 180, north: 85 });
  });

  it("are closed outlines", () => {
    expect(outline([{ x: 0, y: 0 }, { x: 10.04, y: 0 }, { x: 0, y: 5 }])).toBe("M0.0 0.0L10.0 0.0L0.0 5.0Z");
  });
});

describe("the projection", () => {
  it("puts the middle of the view in the middle of the picture, north up", () => {
    expect(toPixels(view, view, size)).toEqual({ x: 500, y: 300 });
    expect(toPixels({ lon: 118.56, lat: 24.79 }, view, size).x).toBeGreaterThan(500);
    expect(toPixels({ lon: 118.56, lat: 24.79 }, view, size).y).toBeLessThan(300);
  });

  it("goes back to where it came from", () => {
    const { x, y } = toPixels({ lon: 118.5612, lat: 24.7711 }, view, size);
    const back = toPlace(x, y, view, size);
    expect(back.lon).toBeCloseTo(118.5612, 9);
    expect(back.lat).toBeCloseTo(24.7711, 9);
  });

  it("is that of web maps: zoom 0 is the earth in 256 pixels", () => {
    const earth = { lon: 0, lat: 0, zoom: 0 };
    expect(toPixels({ lon: 180, lat: 0 }, earth, { width: 256, height: 256 }).x).toBe(256);
    expect(toPixels({ lon: 0, lat: 85.0511287798 }, earth, { width: 256, height: 256 }).y).toBeCloseTo(0, 6);
  });

  it("knows what is in sight", () => {
    const box = boxOf(view, size);
    expect(toPixels({ lon: box.west, lat: box.north }, view, size)).toEqual({ x: expect.closeTo(0, 6), y: expect.closeTo(0, 6) });
    expect(boxOf({ lon: 0, lat: 0, zoom: 0 }, size)).toMatchObject({ west: -180, east: 180, south: -85, north: 85 });
  });
});

describe("moving about", () => {
  it("keeps the place under the hand while dragging", () => {
    const place = toPlace(200, 100, view, size);
    const after = toPixels(place, panned(view, 70, -30, size), size);
    expect(after.x).toBeCloseTo(270, 6);
    expect(after.y).toBeCloseTo(70, 6);
  });

  it("keeps the place under the wheel while zooming, and stops at the ends", () => {
    const place = toPlace(800, 500, view, size);
    const nearer = zoomed(view, 2, { x: 800, y: 500 }, size);
    expect(nearer.zoom).toBe(17);
    expect(toPixels(place, nearer, size)).toEqual({ x: expect.closeTo(800, 6), y: expect.closeTo(500, 6) });
    expect(zoomed(view, 99, { x: 0, y: 0 }, size).zoom).toBe(20);
    expect(zoomed(view, -99, { x: 0, y: 0 }, size).zoom).toBe(1);
  });

  it("fits all places with a margin, one alone with its street, and none not at all", () => {
    const places = [{ lon: 118.5, lat: 24.7 }, { lon: 118.6, lat: 24.8 }];
    const all = fitted(places, size)!;
    for (const place of places) {
      const { x, y } = toPixels(place, all, size);
      expect(x).toBeGreaterThan(40);
      expect(x).toBeLessThan(960);
      expect(y).toBeGreaterThan(40);
      expect(y).toBeLessThan(560);
    }
    expect(fitted([places[0]!], size)).toMatchObject({ lon: 118.5, zoom: 17 });
    expect(fitted([], size)).toBeNull();
  });
});

describe("what gives a map measure", () => {
  it("is a scale of a round length", () => {
    const bar = scaleBar(view);
    expect(bar.metres).toBe(200);
    expect(bar.pixels * metresPerPixel(view)).toBeCloseTo(bar.metres, 6);
  });

  it("are a few round lines of longitude and latitude", () => {
    const { lons, lats } = graticule(view, size);
    expect(lons.length).toBeGreaterThan(1);
    expect(lons.length).toBeLessThan(9);
    expect(lats).toContain(24.78);
  });

  it("are counts short enough for a circle", () => {
    expect([7, 999, 1234, 45_678, 1_200_000].map((n) => short(n, "en"))).toEqual(["7", "999", "1.2k", "46k", "1.2M"]);
    expect(short(45_678, "zh")).toBe("4.6万");
  });
});

describe("who has to do something", () => {
  it("is told of every state", () => {
    for (const state of caseStates) expect(["waits", "underway", "done", "none"]).toContain(groupOf(state));
    expect(statesOf(["waits", "underway", "done", "none"]).sort()).toEqual([...caseStates].sort());
  });

  it("is counted over states", () => {
    expect(countsOf({ pending: 3, filed: 2, returned: 1, closed: 5 })).toEqual({ waits: 3, underway: 3, done: 5, none: 0 });
  });
});
