"use client";
import { type ComponentType, useState } from "react";
import { useEarlyLoad } from "../../ui/loading/use-early-load.ts";
import type { SignedInPerson } from "../session/signed-in-person.ts";
import { UserMenuButton } from "./user-menu-button.tsx";

type Loaded = ComponentType<{ person: SignedInPerson }>;

/** The account's button. The menu behind it is loaded after the page, or as soon as a pointer or the focus comes near. */
export function UserMenu({ person }: { person: SignedInPerson }) {
  const [Menu, setMenu] = useState<Loaded | null>(null);
  useEarlyLoad(load);
  if (Menu !== null) return <Menu person={person} />;

  async function open() {
    const { OpenedUserMenu } = await load();
    setMenu(() => OpenedUserMenu);
  }

  return (
    <UserMenuButton
      person={person}
      aria-expanded={false}
      onPointerEnter={() => void load().catch(() => undefined)}
      onFocus={() => void load().catch(() => undefined)}
      onClick={() => void open()}
      onKeyDown={(event) => {
        if (event.key === "ArrowDown") void open();
      }}
    />
  );
}

function load() {
  return import("./opened-user-menu.tsx");
}
