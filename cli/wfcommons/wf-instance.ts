import { z } from "zod";

/**
 * A recorded execution in WfCommons' WfFormat 1.5 (https://github.com/wfcommons/WfFormat), as far as a replay needs
 * it. Everything but the tasks may be missing: what is, is noted and made up for by whoever reads it.
 */
const taskId = z.union([z.string(), z.number().transform(String)]);

const specificationTask = z.looseObject({
  id: taskId.optional(),
  name: z.string().optional(),
  parents: z.array(taskId).optional(),
  children: z.array(taskId).optional(),
});

const executionTask = z.looseObject({
  id: taskId.optional(),
  name: z.string().optional(),
  runtimeInSeconds: z.number().nonnegative().optional().catch(undefined),
  executedAt: z.string().optional().catch(undefined),
  coreCount: z.number().positive().optional().catch(undefined),
  machines: z.array(z.string()).optional().catch(undefined),
  command: z.looseObject({ program: z.string().optional() }).optional().catch(undefined),
});

const machine = z.looseObject({
  nodeName: z.string().optional(),
  cpu: z.looseObject({ coreCount: z.number().positive().optional() }).optional().catch(undefined),
});

export const wfInstanceSchema = z.looseObject({
  name: z.string().optional().catch(undefined),
  schemaVersion: z.string().optional().catch(undefined),
  workflow: z.looseObject({
    specification: z.looseObject({ tasks: z.array(specificationTask).optional() }).optional(),
    execution: z
      .looseObject({
        makespanInSeconds: z.number().nonnegative().optional().catch(undefined),
        tasks: z.array(executionTask).optional(),
        machines: z.array(machine).optional().catch(undefined),
      })
      .optional(),
  }),
});

export type WfInstance = z.output<typeof wfInstanceSchema>;
export type WfSpecificationTask = z.output<typeof specificationTask>;
export type WfExecutionTask = z.output<typeof executionTask>;
