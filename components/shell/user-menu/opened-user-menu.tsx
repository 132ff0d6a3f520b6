"use client";
import { Keyboard, LogOut } from "lucide-react";
import { useTheme } from "next-themes";
import { Avatar } from "#components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "#components/ui/dropdown-menu";
import { openPanel } from "../panels/shell-panels.ts";
import { leave } from "../session/leave.ts";
import type { SignedInPerson } from "../session/signed-in-person.ts";
import { themeChoices } from "./theme-choices.ts";
import { UserMenuButton } from "./user-menu-button.tsx";

/** The account menu itself: who is signed in and where, the theme, and the way out. Loaded open, by its first press. */
export function OpenedUserMenu({ person }: { person: SignedInPerson }) {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu isInPlace className="min-w-64" isOpenAtFirst trigger={<UserMenuButton person={person} />}>
      <div className="flex items-center gap-3 px-2.5 py-2">
        <Avatar name={person.name} />
        <div className="min-w-0 text-sm leading-5">
          <p className="truncate font-medium">{person.name}</p>
          <p className="truncate text-xs text-muted">{person.email}</p>
        </div>
      </div>
      <DropdownMenuSeparator />
      <div className="flex items-center justify-between gap-3 px-2.5 py-1.5 text-sm">
        <span className="truncate">{person.orgName}</span>
        <span className="text-xs text-muted capitalize">{person.role}</span>
      </div>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>Theme</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
        {themeChoices.map(({ value, label, icon: Icon }) => (
          <DropdownMenuRadioItem key={value} value={value}>
            <Icon aria-hidden />
            {label}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={() => openPanel("shortcuts")}>
        <Keyboard aria-hidden />
        Keyboard shortcuts
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden />
        Sign out
      </DropdownMenuItem>
    </DropdownMenu>
  );
}
