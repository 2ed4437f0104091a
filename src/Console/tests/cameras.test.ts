import { describe, expect, it } from "vitest";
import type { Camera } from "../src/api/types";
import { countStates, shownState } from "../src/cameras/cameraOrder";

const camera = (state: Camera["state"], online = true) => ({ agent: "east", camera: "gate", state, online }) as Camera;

describe("the cameras of a city", () => {
  it("are counted by state, trouble first, and only the states that occur", () => {
    const cameras = [camera("live"), camera("stalled"), camera("live"), camera("live", false), camera("refused")];
    expect(countStates(cameras)).toEqual([["offline", 1], ["refused", 1], ["stalled", 1], ["live", 2]]);
  });

  it("are in no known state while their agent is away", () => {
    expect([camera("live"), camera("live", false)].map(shownState)).toEqual(["live", "offline"]);
  });
});
