-- Health of a FlinkStateSnapshot.
local status = obj.status or {}
local state = status.state

local function health(result, message)
  if status.error ~= nil and status.error ~= "" then
    message = message .. ": " .. status.error
  end
  return { status = result, message = message }
end

if state == "COMPLETED" then
  return health("Healthy", status.path or "The snapshot is complete")
end
if state == "FAILED" then
  return health("Degraded", "The snapshot failed")
end
if state == "ABANDONED" then
  return health("Degraded", "The operator abandoned the snapshot, and does not try again")
end
if state == "IN_PROGRESS" then
  return health("Progressing", "The snapshot is being taken")
end
return health("Progressing", "Waiting for the operator to trigger the snapshot")
