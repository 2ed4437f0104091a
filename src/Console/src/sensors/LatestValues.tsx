import type { ReadingPoint } from "../api/types";
import { quantityTitle, valueWords } from "../i18n/quantityWords";
import { useTexts } from "../i18n/LanguageContext";

const batteries = new Set(["battery", "battery-voltage"]);

export const withoutBattery = (latest: ReadingPoint[]) => latest.filter(({ quantity }) => !batteries.has(quantity));
export const batteryOf = (latest: ReadingPoint[]) => latest.filter(({ quantity }) => batteries.has(quantity));

/** Values with their units in a row; `named` puts each quantity's name before its value. */
export function LatestValues({ of, named = false }: { of: ReadingPoint[]; named?: boolean }) {
  const { t } = useTexts();
  if (of.length === 0) return "–";
  return (
    <span className="values">
      {of.map((one) => (
        <span key={one.quantity}>
          {named && <span className="quiet">{quantityTitle(t, one.quantity)} </span>}
          {one.value == null ? <span className="warn">{t("chart.reading.bad")}</span> : valueWords(t, one.quantity, one.value, one.unit)}
        </span>
      ))}
    </span>
  );
}
