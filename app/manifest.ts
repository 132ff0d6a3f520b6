import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Signalbox",
    short_name: "Signalbox",
    description: "The live control room for AI workflows",
    start_url: "/",
    display: "standalone",
    background_color: "#0a0e13",
    theme_color: "#0a0e13",
    icons: [
      { src: "/icons/signalbox-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/signalbox-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/signalbox-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
