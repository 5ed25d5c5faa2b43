/** Runs a health script as Argo CD does, without Lua's string library. */
import { lauxlib, lua, lualib, to_jsstring as toJsString, to_luastring as toLuaString } from 'fengari';

/** What a health script returns. */
export interface Health {
  readonly status: string;
  readonly message?: string;
}

const LIBRARIES: readonly [string, (state: unknown) => number][] = [['_G', lualib.luaopen_base], ['package', lualib.luaopen_package], ['table', lualib.luaopen_table]];

export function healthOf(script: string, object: object): Health {
  const state = lauxlib.luaL_newstate();
  for (const [name, open] of LIBRARIES) {
    lauxlib.luaL_requiref(state, toLuaString(name), open, 1);
    lua.lua_pop(state, 1);
  }
  push(state, object);
  lua.lua_setglobal(state, toLuaString('obj'));
  if (lauxlib.luaL_dostring(state, toLuaString(script)) !== lua.LUA_OK) throw new Error(toJsString(lua.lua_tostring(state, -1)));
  return { status: field(state, 'status')!, message: field(state, 'message') };
}

function field(state: unknown, name: string): string | undefined {
  lua.lua_getfield(state, -1, toLuaString(name));
  const value = lua.lua_type(state, -1) === lua.LUA_TSTRING ? toJsString(lua.lua_tostring(state, -1)) : undefined;
  lua.lua_pop(state, 1);
  return value;
}

function push(state: unknown, value: any): void {
  if (typeof value === 'string') {
    lua.lua_pushstring(state, toLuaString(value));
  } else if (typeof value === 'number') {
    lua.lua_pushnumber(state, value);
  } else if (typeof value === 'boolean') {
    lua.lua_pushboolean(state, value);
  } else if (value === null || value === undefined) {
    lua.lua_pushnil(state);
  } else {
    lua.lua_newtable(state);
    for (const [key, each] of Array.isArray(value) ? value.map((element, i) => [i + 1, element] as const) : Object.entries(value)) {
      if (typeof key === 'number') lua.lua_pushnumber(state, key);
      else lua.lua_pushstring(state, toLuaString(key));
      push(state, each);
      lua.lua_settable(state, -3);
    }
  }
}
