import { useState, type FormEvent } from "react";
import { api } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import type { EnteredKind } from "../api/types";
import { errorWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { Dialog } from "../shell/Dialog";
import { useOperator } from "../shell/Operator";
import { useProblemName, useProblems } from "../shell/Problems";
import { flawsOf, openingDraft, systems, toSuppression, type DraftField, type SuppressionDraft } from "./draft";

const kinds: readonly EnteredKind[] = ["permitted", "works", "season"];

/** Permits a class of problem about a place: no map is needed, a camera's place or coordinates do. */
export function SuppressionForm({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const { t } = useTexts();
  const { require } = useOperator();
  const { all } = useProblems();
  const problemName = useProblemName();
  const [draft, setDraft] = useState(() => openingDraft(Date.now()));
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<string>();
  const flaws = flawsOf(draft, Date.now());
  const set = (part: Partial<SuppressionDraft>) => setDraft((old) => ({ ...old, ...part }));
  const field = (name: DraftField) => ({
    value: draft[name], onChange: (e: { target: { value: string } }) => set({ [name]: e.target.value }), "aria-invalid": tried && flaws.includes(name),
  });

  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setTried(true);
    if (flaws.length > 0) return;
    const actor = await require();
    if (!actor) return;
    try {
      await api.suppress(toSuppression(draft, actor));
      onAdded();
    } catch (cause) {
      setFailed(errorWords(t, cause));
    }
  };

  return (
    <Dialog title={t("quiet.add.title")} onClose={onClose} wide>
      <form className="quiet-form" onSubmit={(e) => void submit(e)} noValidate>
        <label>{t("quiet.field.kind")}<select value={draft.kind} onChange={(e) => set({ kind: e.target.value as EnteredKind })}>{kinds.map((kind) => <option key={kind} value={kind}>{t(`quiet.kind.${kind}`)}</option>)}</select></label>
        <label>
          {t("quiet.field.problem")}
          <select {...field("problem")}>
            <option value="">{t("quiet.anyProblem")}</option>
            {all.filter(({ kind }) => kind !== "equipment").map(({ name }) => <option key={name} value={name}>{problemName(name)}</option>)}
          </select>
        </label>
        <label className="field-whole">{t("quiet.field.reason")}<input maxLength={400} placeholder={t("quiet.field.reason.hint")} {...field("reason")} /></label>
        <CameraPlace onPlace={set} />
        <label>{t("quiet.field.system")}<select {...field("system")}>{systems.map((system) => <option key={system}>{system}</option>)}</select></label>
        <label>{t("quiet.field.lon")}<input inputMode="decimal" {...field("lon")} /></label>
        <label>{t("quiet.field.lat")}<input inputMode="decimal" {...field("lat")} /></label>
        <label>{t("quiet.field.radius")}<input type="number" min={1} max={2000} {...field("radius")} /></label>
        <span />
        <label>{t("quiet.field.from")}<input type="datetime-local" {...field("from")} /></label>
        <label>{t("quiet.field.until")}<input type="datetime-local" {...field("until")} /></label>
        <label>
          {t("quiet.field.repeat")}
          <select {...field("repeatDays")}>{["", "1", "7", "14"].map((days) => <option key={days} value={days}>{t(days ? `quiet.repeat.${days as "1" | "7" | "14"}` : "quiet.repeat.never")}</option>)}</select>
        </label>
        {draft.repeatDays ? <label>{t("quiet.field.expires")}<input type="datetime-local" {...field("expiresAt")} /></label> : <span />}
        <p className="field-whole field-wrong" role="alert">{failed ?? (tried && flaws.length > 0 ? t("quiet.wrong", { fields: flaws.map((name) => t(`quiet.flaw.${name as Flaw}`)).join(t("judge.join")) }) : "")}</p>
        <div className="dialog-buttons field-whole">
          <button type="button" onClick={onClose}>{t("common.cancel")}</button>
          <button type="submit" className="primary">{t("quiet.add")}</button>
        </div>
      </form>
    </Dialog>
  );
}

type Flaw = "reason" | "lon" | "lat" | "radius" | "from" | "until" | "repeatDays" | "expiresAt";

/** Takes the place of a camera, so that nobody needs to type coordinates. */
function CameraPlace({ onPlace }: { onPlace: (place: Pick<SuppressionDraft, "lon" | "lat" | "system">) => void }) {
  const { t } = useTexts();
  const { value } = useLoaded("cameras", (signal) => api.cameras(signal));
  const placed = (value ?? []).flatMap(({ agent, camera, name, place }) => (place ? [{ key: `${agent}/${camera}`, name: name || camera, place }] : []));
  const choose = (key: string) => {
    const place = placed.find((one) => one.key === key)?.place;
    if (place) onPlace({ lon: String(place.lon), lat: String(place.lat), system: place.system });
  };
  return (
    <label>
      {t("quiet.field.camera")}
      <select defaultValue="" disabled={placed.length === 0} onChange={(e) => choose(e.target.value)}>
        <option value="">{t(placed.length === 0 ? "quiet.camera.none" : "quiet.camera.choose")}</option>
        {placed.map(({ key, name }) => <option key={key} value={key}>{name}</option>)}
      </select>
    </label>
  );
}
