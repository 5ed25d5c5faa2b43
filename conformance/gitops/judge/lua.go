package main

import (
	"context"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// How long Argo CD lets a script run.
const scriptTimeout = time.Second

var healths = map[string]bool{"Healthy": true, "Progressing": true, "Degraded": true, "Suspended": true, "Missing": true, "Unknown": true}

// Runs a script with the libraries that Argo CD opens for scripts of its ConfigMap: of the standard ones only the basic functions, packages and tables.
func health(script string, object map[string]any) (answer, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{lua.LoadLibName: lua.OpenPackage, lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		if err := state.CallByParam(lua.P{Fn: state.NewFunction(open), Protect: true}, lua.LString(name)); err != nil {
			return answer{}, err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), scriptTimeout)
	defer cancel()
	state.SetContext(ctx)
	state.SetGlobal("obj", luaValue(state, object))
	if err := state.DoString(script); err != nil {
		return answer{}, err
	}
	result, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return answer{}, fmt.Errorf("the script returns a %s, not a table", state.Get(-1).Type())
	}
	status := result.RawGetString("status")
	message := result.RawGetString("message")
	if !healths[status.String()] {
		return answer{}, fmt.Errorf("the script returns the health %s", status)
	}
	if _, ok := message.(lua.LString); !ok && message != lua.LNil {
		return answer{}, fmt.Errorf("the script returns a message that is a %s", message.Type())
	}
	if message == lua.LNil {
		return answer{Status: status.String()}, nil
	}
	return answer{Status: status.String(), Message: message.String()}, nil
}

func luaValue(state *lua.LState, value any) lua.LValue {
	switch typed := value.(type) {
	case bool:
		return lua.LBool(typed)
	case string:
		return lua.LString(typed)
	case int64:
		return lua.LNumber(typed)
	case float64:
		return lua.LNumber(typed)
	case []any:
		table := state.CreateTable(len(typed), 0)
		for _, each := range typed {
			table.Append(luaValue(state, each))
		}
		return table
	case map[string]any:
		table := state.CreateTable(0, len(typed))
		for key, each := range typed {
			table.RawSetString(key, luaValue(state, each))
		}
		return table
	}
	return lua.LNil
}
