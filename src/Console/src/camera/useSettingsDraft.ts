import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import type { Camera, CameraSettings, SettingRefusal, ThresholdSetting, ZoneSettings } from "../api/types";
import { errorWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { useOperator } from "../shell/Operator";
import { useEvery } from "../time/useEvery";
import { secondsOf, timeSpanOf } from "../time/timeSpan";
import { editable, isAllDay, isBandValid } from "./thresholds";
import { settled } from "./settling";

/** What was changed on the page and not sent yet; what is absent is as it was. */
export interface Draft {
  thresholds?: ThresholdSetting[];
  zones?: ZoneSettings[];
  cadence?: number;
}

export type SaveState =
  | { phase: "idle" }
  | { phase: "sending" }
  | { phase: "sent"; revision: number; since: number }
  | { phase: "inForce"; revision: number; seconds: number }
  | { phase: "refused"; refusals: SettingRefusal[] }
  | { phase: "failed"; why: string };

export interface SettingsDraft {
  thresholds: ThresholdSetting[];
  zones: ZoneSettings[];
  /** Seconds between looks. */
  cadence: number;
  changed: (keyof Draft)[];
  valid: boolean;
  save: SaveState;
  change: (part: Draft) => void;
  changeThresholds: (update: (settings: ThresholdSetting[]) => ThresholdSetting[]) => void;
  discard: () => void;
  send: () => void;
}

/** The settings of a camera as they are edited, sent, and come into force. */
export function useSettingsDraft(camera: Camera, reload: () => void): SettingsDraft {
  const { t } = useTexts();
  const { require } = useOperator();
  const [draft, setDraft] = useState<Draft>({});
  const [save, setSave] = useState<SaveState>({ phase: "idle" });
  const sent = useRef<Draft>({});

  const thresholds = draft.thresholds ?? camera.settings?.desired?.thresholds ?? [];
  const zones = draft.zones ?? camera.zones ?? [];
  const cadence = draft.cadence ?? secondsOf(camera.settings?.desired?.cadence ?? camera.cadence);
  const changed = (Object.keys(draft) as (keyof Draft)[]).filter((key) => draft[key] !== undefined);
  const valid = thresholds.every((one) => isAllDay(one) || isBandValid(one)) && (draft.cadence === undefined || (draft.cadence >= 0.2 && draft.cadence <= 3600));

  useSettling(camera, save, setSave, reload, () => setDraft((now) => withoutSent(now, sent.current)));

  const send = useCallback(async () => {
    const actor = await require();
    if (!actor) return;
    setSave({ phase: "sending" });
    sent.current = draft;
    try {
      const { revision } = await api.putSettings(camera.agent, camera.camera, { actor, ...toWire(draft) });
      setSave({ phase: "sent", revision, since: Date.now() });
      reload();
    } catch (cause) {
      setSave({ phase: "failed", why: errorWords(t, cause) });
    }
  }, [camera.agent, camera.camera, draft, reload, require, t]);

  const change = useCallback((part: Draft) => {
    setDraft((now) => ({ ...now, ...part }));
    setSave((now) => (now.phase === "sent" || now.phase === "sending" ? now : { phase: "idle" }));
  }, []);
  const changeThresholds = (update: (settings: ThresholdSetting[]) => ThresholdSetting[]) =>
    change({ thresholds: update(editable(camera, draft.thresholds ?? camera.settings?.desired?.thresholds)) });
  const discard = useCallback(() => {
    setDraft({});
    setSave({ phase: "idle" });
  }, []);
  return { thresholds, zones, cadence, changed, valid, save, change, changeThresholds, discard, send: () => void send() };
}

/** Watches the agent's answer to what was sent: told live, and asked for now and then in case that was missed. */
function useSettling(camera: Camera, save: SaveState, setSave: (save: SaveState) => void, reload: () => void, onInForce: () => void): void {
  const waiting = save.phase === "sent";
  useLiveMessages((message) => { if (message.type === "settings" && message.agent === camera.agent) reload(); });
  useEvery(3, () => { if (waiting) reload(); });
  const result = waiting ? settled(camera.settings, save.revision) : { state: "waiting" as const };
  const latest = useRef(onInForce);
  useEffect(() => { latest.current = onInForce; });
  useEffect(() => {
    if (save.phase !== "sent") return;
    if (result.state === "refused") setSave({ phase: "refused", refusals: result.refusals });
    if (result.state === "inForce") {
      setSave({ phase: "inForce", revision: save.revision, seconds: (Date.now() - save.since) / 1000 });
      latest.current();
    }
    // The result is new on each render; its state is what changes.
  }, [result.state, save, setSave]);
}

/** What is left of a draft once a part of it is in force: what was edited again since it was sent. */
export function withoutSent(now: Draft, sent: Draft): Draft {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => sent[key as keyof Draft] !== value)) as Draft;
}

function toWire({ thresholds, zones, cadence }: Draft): CameraSettings {
  return {
    ...(thresholds ? { thresholds } : {}),
    ...(zones ? { zones } : {}),
    ...(cadence === undefined ? {} : { cadence: timeSpanOf(cadence) }),
  };
}
