// JavaScript, not TypeScript: a built server then starts without compiling its own settings first.

/** @type {import("next").NextConfig} */
const config = {
  /** A second development server on the same checkout needs a folder of its own. */
  distDir: process.env.SIGNALBOX_DIST_DIR ?? ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  /** `npm run check` checks the types of the whole house; a start need not wait for it once more. */
  typescript: { ignoreBuildErrors: true },
  /** These hold native code, or state that exists once in the custom server; bundles must not carry a copy. */
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/argon2", "pg", "pg-boss", "pino", "next-auth"],
};

export default config;
