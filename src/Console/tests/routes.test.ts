import { describe, expect, it } from "vitest";
import { hrefOf, parseRoute, type Route } from "../src/routing/routes";

describe("routes", () => {
  it("open on the review queue", () => {
    for (const hash of ["", "#", "#/", "#/?x=1"]) expect(parseRoute(hash)).toEqual({ page: "review" });
  });

  it("come back from their own address", () => {
    const routes: Route[] = [{ page: "map" }, { page: "storm", storm: "0199-s" }, { page: "reports" }, { page: "filings" }, { page: "map", at: { lon: 118.55211, lat: -24.78123 } }, { page: "suppressions" }, { page: "review" }, { page: "review", caseId: "0199-a" }, { page: "cameras" }, { page: "camera", agent: "east-box.1", camera: "gate_2" }, { page: "sensors" }, { page: "sensor", agent: "east-box.1", sensor: "24e124713d492048" }, { page: "system" }];
    for (const route of routes) expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  it("name what leads nowhere", () => {
    expect(parseRoute("#/nonsense/x")).toEqual({ page: "unknown", path: "/nonsense/x" });
    expect(parseRoute("#/map/somewhere")).toEqual({ page: "unknown", path: "/map/somewhere" });
    expect(parseRoute("#/sensors/only-agent")).toEqual({ page: "unknown", path: "/sensors/only-agent" });
    expect(parseRoute("#/cameras/only-agent")).toEqual({ page: "unknown", path: "/cameras/only-agent" });
  });

  it("bear a broken escape", () => {
    expect(parseRoute("#/cameras/%E0%A4%A/x")).toMatchObject({ page: "camera", camera: "x" });
  });
});
