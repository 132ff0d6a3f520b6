"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Play } from "lucide-react";
import { useMemo } from "react";
import { Controller, useForm } from "react-hook-form";
import { ApiError } from "#client/api";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/form/field";
import { Input } from "#components/ui/form/input";
import { Select } from "#components/ui/form/select";
import { Switch } from "#components/ui/form/switch";
import { Textarea } from "#components/ui/form/textarea";
import type { InputField } from "#lib/domain/kinds/manual-trigger";
import { firstValues, type InputValues, inputSchemaOf } from "./input-form.ts";

export interface RunFormProps {
  workflowName: string;
  fields: readonly InputField[];
  onStart: (input: unknown) => Promise<void>;
  onClose: () => void;
}

const formId = "run-form";

/** Asks for a run's input, field by field as the workflow's start declares them. */
export function RunForm({ workflowName, fields, onStart, onClose }: RunFormProps) {
  const schema = useMemo(() => inputSchemaOf(fields), [fields]);
  const { control, handleSubmit, setError, formState } = useForm<InputValues, unknown, Record<string, unknown>>({
    defaultValues: firstValues(fields),
    resolver: zodResolver(schema),
  });

  async function submit(input: Record<string, unknown>) {
    try {
      await onStart(input);
    } catch (error) {
      setError("root", { message: error instanceof ApiError ? error.message : String(error) });
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Run ${workflowName}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={formState.isSubmitting}>
            <Play aria-hidden />
            Run
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void handleSubmit(submit)(event)}
      >
        {fields.length === 0 && <p className="text-sm text-muted">It asks for nothing: it starts at once.</p>}
        {fields.map((field) => (
          <Controller
            key={field.name}
            control={control}
            name={field.name}
            render={({ field: bound, fieldState }) => (
              <Field
                id={`input-${field.name}`}
                label={
                  <>
                    {field.label ?? field.name}
                    {field.required && <span className="text-muted"> (required)</span>}
                  </>
                }
                error={fieldState.error?.message}
              >
                <InputControl field={field} bound={bound} isInvalid={fieldState.invalid} />
              </Field>
            )}
          />
        ))}
        {formState.errors.root !== undefined && (
          <p role="alert" className="text-sm text-danger">
            {formState.errors.root.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}

interface Bound {
  name: string;
  value: string | boolean | undefined;
  onChange: (value: string | boolean) => void;
  onBlur: () => void;
  ref: (element: HTMLElement | null) => void;
}

function InputControl({ field, bound, isInvalid }: { field: InputField; bound: Bound; isInvalid: boolean }) {
  const id = `input-${field.name}`;
  const shared = {
    id,
    "aria-invalid": isInvalid || undefined,
    "aria-describedby": isInvalid ? `${id}-note` : undefined,
    "aria-required": field.required || undefined,
    onBlur: bound.onBlur,
    ref: bound.ref,
  };
  const text = String(bound.value ?? "");
  switch (field.type) {
    case "boolean":
      return <Switch {...shared} checked={bound.value === true} onCheckedChange={bound.onChange} />;
    case "choice":
      return (
        <Select
          id={id}
          value={text}
          placeholder="Choose"
          options={(field.options ?? []).map((option) => ({ value: option, label: option }))}
          onValueChange={bound.onChange}
        />
      );
    case "json":
      return (
        <Textarea
          {...shared}
          value={text}
          spellCheck={false}
          className="font-mono"
          onChange={(event) => bound.onChange(event.target.value)}
        />
      );
    case "number":
      return (
        <Input {...shared} inputMode="decimal" value={text} onChange={(event) => bound.onChange(event.target.value)} />
      );
    case "text":
      return <Textarea {...shared} rows={1} value={text} onChange={(event) => bound.onChange(event.target.value)} />;
  }
}
