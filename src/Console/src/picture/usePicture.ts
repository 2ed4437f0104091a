import { useEffect, useState } from "react";
import type { Size } from "./geometry";

export type Picture = { url: string; state: "loading" | "failed" } | { url: string; state: "ready"; size: Size };

/** Loads a picture before it is drawn, so that its size is known and a failure can be told. */
export function usePicture(url: string | undefined): Picture | null {
  const [picture, setPicture] = useState<Picture | null>(null);
  useEffect(() => {
    if (!url) return;
    let wanted = true;
    const image = new Image();
    image.onload = () => { if (wanted) setPicture({ url, state: "ready", size: { width: image.naturalWidth || 16, height: image.naturalHeight || 9 } }); };
    image.onerror = () => { if (wanted) setPicture({ url, state: "failed" }); };
    image.src = url;
    return () => { wanted = false; };
  }, [url]);
  if (!url) return null;
  return picture?.url === url ? picture : { url, state: "loading" };
}

/** Fetches pictures ahead into the browser's cache. */
export function usePrefetch(urls: string[]): void {
  const key = urls.join(" ");
  useEffect(() => {
    const images = key.split(" ").filter(Boolean).map((url) => {
      const image = new Image();
      image.src = url;
      return image;
    });
    // Held until the next round, or the browser may drop a request whose image nobody keeps.
    return () => { images.length = 0; };
  }, [key]);
}
