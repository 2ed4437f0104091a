import { lazy, Suspense, useState } from "react";
import { LanguageProvider, useTexts, type Spoken } from "./i18n/LanguageContext";
import { KeysDialog } from "./keys/KeysDialog";
import { useKeys } from "./keys/useKeys";
import { QueueProvider } from "./review/QueueContext";
import { ReviewPage } from "./review/ReviewPage";
import { hrefOf, type Route } from "./routing/routes";
import { useRoute } from "./routing/useRoute";
import { OperatorProvider } from "./shell/Operator";
import { ProblemsProvider } from "./shell/Problems";
import { ToastProvider } from "./shell/Toasts";
import { TopBar } from "./shell/TopBar";

// People spend their day on the review page; the others come when first opened.
const CamerasPage = lazy(() => import("./cameras/CamerasPage").then((module) => ({ default: module.CamerasPage })));
const CameraPage = lazy(() => import("./camera/CameraPage").then((module) => ({ default: module.CameraPage })));
const SensorsPage = lazy(() => import("./sensors/SensorsPage").then((module) => ({ default: module.SensorsPage })));
const SensorPage = lazy(() => import("./sensors/SensorPage").then((module) => ({ default: module.SensorPage })));
const StormPage = lazy(() => import("./storms/StormPage").then((module) => ({ default: module.StormPage })));
const ReportsPage = lazy(() => import("./reports/ReportsPage").then((module) => ({ default: module.ReportsPage })));
const FilingsPage = lazy(() => import("./filings/FilingsPage").then((module) => ({ default: module.FilingsPage })));
const MapPage = lazy(() => import("./map/MapPage").then((module) => ({ default: module.MapPage })));
const SuppressionsPage = lazy(() => import("./suppressions/SuppressionsPage").then((module) => ({ default: module.SuppressionsPage })));
const SystemPage = lazy(() => import("./system/SystemPage").then((module) => ({ default: module.SystemPage })));

export function App({ first }: { first: Spoken }) {
  return (
    <LanguageProvider first={first}>
      <ToastProvider>
        <OperatorProvider>
          <ProblemsProvider>
            <QueueProvider>
              <Frame />
            </QueueProvider>
          </ProblemsProvider>
        </OperatorProvider>
      </ToastProvider>
    </LanguageProvider>
  );
}

function Frame() {
  const { t } = useTexts();
  const route = useRoute();
  const [keysShown, setKeysShown] = useState(false);
  const go = (to: Route) => () => { window.location.hash = hrefOf(to); };
  useKeys({
    "?": () => setKeysShown(true),
    "Shift+R": go({ page: "review" }), "Shift+M": go({ page: "map" }), "Shift+T": go({ page: "reports" }), "Shift+F": go({ page: "filings" }), "Shift+Q": go({ page: "suppressions" }), "Shift+C": go({ page: "cameras" }), "Shift+N": go({ page: "sensors" }),
    "Shift+S": go({ page: "system" }),
  });
  return (
    <>
      <a className="skip" href="#content" onClick={(e) => { e.preventDefault(); document.getElementById("content")?.querySelector<HTMLElement>("[tabindex], a, button, select, input")?.focus(); }}>{t("app.skip")}</a>
      <TopBar route={route} onKeys={() => setKeysShown(true)} />
      <Suspense fallback={<main id="content" className="page"><p className="quiet">{t("common.loading")}</p></main>}><Page route={route} /></Suspense>
      {keysShown && <KeysDialog onClose={() => setKeysShown(false)} />}
    </>
  );
}

function Page({ route }: { route: Route }) {
  const { t } = useTexts();
  switch (route.page) {
    case "review": return <ReviewPage caseId={route.caseId} />;
    case "cameras": return <CamerasPage />;
    case "camera": return <CameraPage key={`${route.agent}/${route.camera}`} agent={route.agent} camera={route.camera} />;
    case "sensors": return <SensorsPage />;
    case "sensor": return <SensorPage key={`${route.agent}/${route.sensor}`} agent={route.agent} sensor={route.sensor} />;
    case "storm": return <StormPage key={route.storm} id={route.storm} />;
    case "map": return <MapPage key={hrefOf(route)} at={route.at} />;
    case "reports": return <ReportsPage />;
    case "filings": return <FilingsPage />;
    case "suppressions": return <SuppressionsPage />;
    case "system": return <SystemPage />;
    case "unknown": return (
      <main id="content" className="page empty">
        <h1>{t("unknown.title")}</h1>
        <p>{t("unknown.text", { path: route.path })}</p>
        <p><a href={hrefOf({ page: "review" })}>{t("unknown.home")}</a></p>
      </main>
    );
  }
}
