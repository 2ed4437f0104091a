import { quantityTitle, valueWords } from "../i18n/quantityWords";
import type { Language, Translate } from "../i18n/translate";
import { clockWords } from "../time/words";
import { figuresOf, gapsOf, type Point, type Series } from "./series";
import type { Limit } from "./SeriesChart";

/** What a chart shows, in words: the name by which a screen reader knows it. */
export function chartWords(t: Translate, language: Language, series: Series, limit: Limit | undefined, now: number): string {
  const { quantity, unit, points } = series;
  const name = quantityTitle(t, quantity);
  const figures = figuresOf(points);
  const value = (of: number) => valueWords(t, quantity, of, unit);
  if (!figures) return `${name}: ${t("chart.none")}`;
  const clock = (at: number) => clockWords(language, new Date(at).toISOString(), now);
  const parts = [t("chart.words", {
    quantity: name, n: points.length, from: clock(points[0]!.at), to: clock(points.at(-1)!.at),
    lowest: value(figures.lowest), highest: value(figures.highest), latest: value(figures.latest.value!), at: clock(figures.latest.at),
  })];
  if (limit) parts.push(t(limit.beyond === "above" ? "chart.limit.above" : "chart.limit.below", { value: value(limit.value) }));
  const gaps = gapsOf(points).length;
  if (gaps > 0) parts.push(t("chart.gaps", { n: gaps }));
  const bad = points.filter((point) => point.value === null).length;
  if (bad > 0) parts.push(t("chart.bad", { n: bad }));
  return parts.join(t("judge.join")) + t("judge.end");
}

/** One reading as it is read out: its value, or that there is none, and how sure it is. */
export function readingWords(t: Translate, { quantity, unit }: Series, { value, quality }: Point): string {
  if (value === null) return t("chart.reading.bad");
  const words = valueWords(t, quantity, value, unit);
  return quality === "uncertain" ? t("chart.reading.uncertain", { value: words }) : words;
}
