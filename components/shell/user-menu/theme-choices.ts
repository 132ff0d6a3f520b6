import { type LucideIcon, Monitor, Moon, Sun } from "lucide-react";

/** The themes one may choose; `system` follows the machine. */
export const themeChoices: readonly { value: string; label: string; icon: LucideIcon }[] = [
  { value: "dark", label: "Dark", icon: Moon },
  { value: "light", label: "Light", icon: Sun },
  { value: "system", label: "Like the system", icon: Monitor },
];
