import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { live } from "./api/live";
import { firstLanguage } from "./i18n/LanguageContext";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/picture.css";
import "./styles/review.css";
import "./styles/pages.css";
import "./styles/camera.css";
import "./styles/thresholds.css";

live.open();
const root = createRoot(document.getElementById("root")!);
void firstLanguage().then((first) => root.render(<StrictMode><App first={first} /></StrictMode>));
