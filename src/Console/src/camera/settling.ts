import type { CameraSettingsView, SettingRefusal } from "../api/types";

export type Settled = { state: "waiting" } | { state: "inForce" } | { state: "refused"; refusals: SettingRefusal[] };

/** What became of a revision that was sent. A refusal counts only once the agent has seen that revision: older ones say nothing of it. */
export function settled(view: CameraSettingsView | null | undefined, revision: number): Settled {
  if (!view || view.received < revision) return { state: "waiting" };
  if (view.refused.length > 0) return { state: "refused", refusals: view.refused };
  return view.inForce >= revision ? { state: "inForce" } : { state: "waiting" };
}
