import type { ReceiveWebhook } from "#server/api/webhooks/webhook-routes";
import type { Database } from "#server/db/database";
import type { RunService } from "#server/runs/run-service";
import { createWebhooks } from "./webhooks.ts";
