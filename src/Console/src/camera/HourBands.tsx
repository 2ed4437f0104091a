import type { ReactNode } from "react";
import type { ThresholdSetting } from "../api/types";
import { classWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { isBandValid } from "./thresholds";

const hoursOfDay = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** Hours of the day in which another threshold holds. */
export function HourBands({ name, bands, threshold, onChange, children }: {
  name: string; bands: ThresholdSetting[]; threshold: number; onChange: (bands: ThresholdSetting[]) => void; children?: ReactNode;
}) {
  const { t } = useTexts();
  const replace = (index: number, by: Partial<ThresholdSetting>) => onChange(bands.map((band, i) => (i === index ? { ...band, ...by } : band)));
  return (
    <div className="bands">
      {bands.map((band, i) => (
        <div key={i} className="band" role="group" aria-label={classWords(t, name)}>
          <select aria-label={t("band.from")} value={band.fromHour} onChange={(e) => replace(i, { fromHour: Number(e.target.value) })}>
            {hoursOfDay(0, 23).map((hour) => <option key={hour} value={hour}>{clock(hour)}</option>)}
          </select>
          –
          <select aria-label={t("band.to")} value={band.toHour} onChange={(e) => replace(i, { toHour: Number(e.target.value) })}>
            {hoursOfDay(0, 24).map((hour) => <option key={hour} value={hour}>{clock(hour)}</option>)}
          </select>
          <label>{t("band.score")} <input type="number" min={0} max={1} step={0.01} value={band.minScore} onChange={(e) => { if (!Number.isNaN(e.target.valueAsNumber)) replace(i, { minScore: e.target.valueAsNumber }); }} /></label>
          <button type="button" className="plain" aria-label={t("band.remove")} title={t("band.remove")} onClick={() => onChange(bands.filter((_, at) => at !== i))}>×</button>
          {!isBandValid(band) && <span className="field-wrong" role="alert">{t("band.invalid")}</span>}
        </div>
      ))}
      <div className="band-tools">
        <button type="button" className="plain link" onClick={() => onChange([...bands, { class: name, minScore: threshold, fromHour: 22, toHour: 6 }])}>+ {t("band.add")}</button>
        {children}
      </div>
    </div>
  );
}
