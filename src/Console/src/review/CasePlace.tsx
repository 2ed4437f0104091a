import type { Case, CaseLocation } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { hrefOf } from "../routing/routes";
import { Fact, Moment } from "../shell/Facts";
import { sinceOf } from "./judgementSentence";
import { firstSourceOf, hrefOfSource, sourceTitle } from "./sources";

/** Where and when: by source, by the city's grids and components, by coordinates. */
export function CasePlace({ of, location }: { of: Case; location: CaseLocation | undefined }) {
  const { t } = useTexts();
  const { place } = of;
  const source = firstSourceOf(of);
  const href = hrefOfSource(source);
  const since = sinceOf(of);
  return (
    <section aria-labelledby="place-title">
      <h3 id="place-title">{t("case.facts")}</h3>
      <dl className="fact-list">
        <Fact name={t(href === null ? "case.reporter" : source.kind === "sensor" ? "case.sensor" : "case.camera")}>
          {href === null ? sourceTitle(t, source) : <a href={href}>{source.name}</a>} <span className="quiet">{of.agent}</span>
        </Fact>
        {of.zone && source.kind === "camera" && <Fact name={t("case.zone")}>{of.zone}</Fact>}
        {location?.dutyGrid && <Fact name={t("case.dutyGrid")}><span className="code">{location.dutyGrid}</span></Fact>}
        {location?.cell && <Fact name={t("case.cell")}><span className="code">{location.cell}</span></Fact>}
        <ComponentFact own={of.component} near={location?.component} />
        <Fact name={t(source.kind === "sensor" ? "case.measured" : "case.seen")}><Moment at={of.seenAt} /></Fact>
        {since && <Fact name={t("case.since")}><Moment at={since} /></Fact>}
        <Fact name={t("case.opened")}><Moment at={of.openedAt} /></Fact>
        {of.clearedAt && <Fact name={t("case.clearedAt")}><Moment at={of.clearedAt} /></Fact>}
        <Fact name={t("case.place")}>
          {place ? t("case.place.value", {
            lat: place.lat.toFixed(5), lon: place.lon.toFixed(5), system: place.system, error: Math.round(place.errorRadius), from: textOr(t, `from.${place.from}`, place.from),
          }) : t("case.place.unknown")}
          {place && place.system !== "GCJ-02" && <> <a href={hrefOf({ page: "map", at: { lon: place.lon, lat: place.lat } })}>{t("map.here")}</a></>}
        </Fact>
      </dl>
    </section>
  );
}

/** The case's own component; where it has none, the nearest of the register, said to be no more than that. */
function ComponentFact({ own, near }: { own: string | undefined; near: CaseLocation["component"] }) {
  const { t } = useTexts();
  if (own) return <Fact name={t("case.component")}><span className="code">{own}</span>{near && <> <span className="quiet">{near.class}</span></>}</Fact>;
  if (!near) return null;
  return (
    <Fact name={t("case.component.near")}>
      <span className="code">{near.id}</span> <span className="quiet">{near.class} · {t("duplicate.distance", { n: Math.round(near.distance) })}</span>
    </Fact>
  );
}
