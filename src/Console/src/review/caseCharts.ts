import type { CaseDetail, CaseSeries } from "../api/types";
import type { Mark } from "../chart/frame";
import type { Limit } from "../chart/SeriesChart";
import { seriesOf, spanOf, type Series, type Span } from "../chart/series";
import type { Translate } from "../i18n/translate";
import { isReadingRule, limitOf } from "./readingRule";
import { firstSourceOf, sourceOf } from "./sources";
import { sinceOf } from "./judgementSentence";

export interface Chart {
  key: string;
  series: Series;
  /** The sensor's id, where the case has more than one. */
  source: string | undefined;
  limit: Limit | undefined;
}

export interface Charts {
  charts: Chart[];
  /** The time that all readings cover; all charts show the same, so that one moment lies at one place in each. */
  span: Span;
  /** The time about the condition, where it would be a sliver of the whole. */
  event: Span | null;
  marks: Mark[];
}

/** What the charts of a case show: the quantity that was judged first, then the others; null where no sensor read anything. */
export function chartsOf(t: Translate, detail: CaseDetail): Charts | null {
  const { series = [], judgement } = detail;
  const first = firstSourceOf(detail).path;
  const manySources = new Set(series.map(({ source }) => source)).size > 1;
  const charts = [...series]
    .sort((a, b) => Number(b.source === first) - Number(a.source === first) || Number(b.quantity === judgement?.zone) - Number(a.quantity === judgement?.zone) || a.source.localeCompare(b.source) || a.quantity.localeCompare(b.quantity))
    .map((one) => ({
      key: `${one.source} ${one.quantity}`, series: seriesOf(one), source: manySources ? sourceOf(one.source)?.id ?? one.source : undefined,
      limit: limitFor(detail, one),
    }))
    .filter(({ series: { points } }) => points.length > 0);
  const read = spanOf(charts.map((one) => one.series));
  // Silence is what comes behind the last reading.
  const span = read && judgement?.rule === "silence" ? { ...read, to: Math.max(read.to, Date.parse(detail.seenAt) || read.to) } : read;
  if (!span) return null;
  const marks = marksOf(t, detail);
  const whole = spanWith(span, marks);
  return { charts, span: whole, event: eventSpan(whole, detail), marks };
}

/** The limit of a series: as the case's judgement asks, or as the latest report of its sensor names it. */
function limitFor({ judgement, events }: CaseDetail, { source, quantity }: CaseSeries): Limit | undefined {
  const reports = events.filter((report) => report.source === source && report.found);
  const found = reports.map((report) => limitOf({ zone: quantity, asked: "", found: report.found! })).findLast((limit) => limit !== null);
  const asked = judgement && isReadingRule(judgement.rule) && judgement.zone === quantity ? limitOf(judgement) : null;
  return asked ?? found ?? undefined;
}

/** The condition may have held for a minute of a day: then the charts show it with thrice its length before it. */
function eventSpan(span: Span, detail: CaseDetail): Span | null {
  const since = Date.parse(sinceOf(detail) ?? "");
  const held = span.to - since;
  if (!(held > 0) || held > (span.to - span.from) / 6) return null;
  const length = Math.max(held * 4, 60_000);
  return span.to - length > span.from ? { from: span.to - length, to: span.to } : null;
}

/** The moments worth a line in the charts: when it began and ended, when the shown picture was taken. */
function marksOf(t: Translate, detail: CaseDetail): Mark[] {
  const picture = detail.evidences.find(({ id }) => id === detail.evidence)?.takenAt;
  const moments: [string | null | undefined, string][] = [[sinceOf(detail), t("chart.mark.began")], [picture, t("chart.mark.picture")], [detail.clearedAt, t("chart.mark.cleared")]];
  return moments.flatMap(([at, label]) => {
    const time = at ? Date.parse(at) : NaN;
    return Number.isNaN(time) ? [] : [{ at: time, label }];
  });
}

/** Takes in the moments that lie near; one far off would squeeze the readings into a corner. */
function spanWith(span: Span, marks: Mark[]): Span {
  const reach = (span.to - span.from) / 4;
  const near = marks.map(({ at }) => at).filter((at) => at > span.from - reach && at < span.to + reach);
  return { from: Math.min(span.from, ...near), to: Math.max(span.to, ...near) };
}
