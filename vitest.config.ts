import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: ["**/*.integration.test.ts", "node_modules/**", ".next/**", "e2e/**"],
        },
      },
      {
        test: {
          name: "integration",
          include: ["**/*.integration.test.ts"],
          globalSetup: ["server/testing/integration-setup.ts"],
          setupFiles: ["server/testing/patient-waits.ts"],
          expect: { poll: { timeout: 15_000 } },
          exclude: ["node_modules/**", ".next/**", "e2e/**"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
