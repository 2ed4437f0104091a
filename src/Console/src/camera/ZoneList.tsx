import type { RuleSettings, ZoneSettings } from "../api/types";
import { classWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { useProblemName } from "../shell/Problems";
import { ruleSentence } from "./ruleSentence";
import type { SettingsDraft } from "./useSettingsDraft";
import { newZone } from "./zones";

/** The zones and what each of their rules asks for, in words. */
export function ZoneList({ draft, editing, onEdit }: { draft: SettingsDraft; editing: string | null; onEdit: (zone: string | null) => void }) {
  const { t } = useTexts();
  const { zones } = draft;
  const add = () => {
    const zone = newZone(zones, zones.find((one) => one.id === editing) ?? zones[0]);
    draft.change({ zones: [...zones, zone] });
    onEdit(zone.id);
  };
  const replace = (zone: ZoneSettings, by: ZoneSettings | null) => {
    draft.change({ zones: zones.flatMap((one) => (one !== zone ? [one] : by ? [by] : [])) });
    if (!by) onEdit(null);
  };
  return (
    <section className="zones" aria-labelledby="zones-title">
      <div className="zones-head">
        <h2 id="zones-title">{t("camera.zones")}</h2>
        <span className="spacer" />
        <button type="button" title={zones.length > 0 ? t("camera.zone.sameRules") : undefined} onClick={add}>{t("camera.zone.add")}</button>
      </div>
      {zones.length === 0 && <p className="quiet">{t("camera.zones.none")}</p>}
      <ul>
        {zones.map((zone) => (
          <ZoneItem
            key={zone.id} zone={zone} editing={zone.id === editing}
            onEdit={(on) => onEdit(on ? zone.id : null)} onReplace={(by) => replace(zone, by)}
          />
        ))}
      </ul>
    </section>
  );
}

function ZoneItem({ zone, editing, onEdit, onReplace }: { zone: ZoneSettings; editing: boolean; onEdit: (on: boolean) => void; onReplace: (by: ZoneSettings | null) => void }) {
  const { t } = useTexts();
  const rules = zone.rules ?? [];
  return (
    <li className={editing ? "zone-item zone-item-edited" : "zone-item"}>
      <div className="zone-item-head">
        <strong>{zone.name || zone.id}</strong>
        {zone.name && <span className="quiet code">{zone.id}</span>}
        {zone.component && <span className="quiet">{t("camera.zone.component", { id: zone.component })}</span>}
        <span className="spacer" />
        {editing && <button type="button" className="plain danger" onClick={() => onReplace(null)}>{t("camera.zone.remove")}</button>}
        <button type="button" aria-pressed={editing} onClick={() => onEdit(!editing)}>{editing ? t("camera.zone.done") : t("camera.zone.edit")}</button>
      </div>
      {editing && (
        <div className="zone-item-edit">
          <p className="quiet">{t("camera.zone.editing")}</p>
          <label>{t("camera.zone.name")} <input maxLength={80} value={zone.name ?? ""} onChange={(e) => onReplace(named(zone, e.target.value))} /></label>
        </div>
      )}
      {rules.length === 0 ? <p className="warn">{t("camera.zone.noRules")}</p> : <ul>{rules.map((rule, i) => <RuleWords key={i} rule={rule} />)}</ul>}
    </li>
  );
}

function RuleWords({ rule }: { rule: RuleSettings }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  return <li>{ruleSentence(t, rule, problemName(rule.problem), (name) => classWords(t, name))}</li>;
}

function named(zone: ZoneSettings, name: string): ZoneSettings {
  const { name: _, ...rest } = zone;
  return name ? { ...rest, name } : rest;
}
