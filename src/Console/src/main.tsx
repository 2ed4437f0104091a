import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { live } from "./api/live";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/picture.css";
import "./styles/review.css";
import "./styles/cameras.css";

live.open();
createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>);
