import { rmSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { mockBridge } from "./dev/mock/mockBridge.ts";

const output = resolve(import.meta.dirname, "../CaseBridge/wwwroot");

/** Removes what an earlier build wrote, and nothing else: the bridge may keep other files in its web root. */
function removeOldOutput(): Plugin {
  return {
    name: "remove-old-output",
    apply: "build",
    buildStart() {
      for (const name of ["assets", "index.html", "icon.svg"])
        rmSync(resolve(output, name), { recursive: true, force: true });
    },
  };
}

// With EDGEWATCH_BRIDGE=http://127.0.0.1:8080 the development server forwards to a running bridge;
// without it a made-up bridge answers, so the console can be worked on alone.
const bridge = process.env["EDGEWATCH_BRIDGE"];

export default defineConfig({
  base: "./",
  plugins: [react(), removeOldOutput(), ...(bridge ? [] : [mockBridge()])],
  server: bridge ? { proxy: { "/api": bridge, "/health": bridge } } : {},
  build: {
    outDir: output,
    emptyOutDir: false,
    // An inlined asset is a data: address, which the page's policy allows for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  test: { environment: "node", include: ["tests/**/*.test.{ts,tsx}"] },
} as Parameters<typeof defineConfig>[0]);
