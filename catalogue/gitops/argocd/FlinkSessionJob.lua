-- Health of a FlinkSessionJob. Argo CD runs this without Lua's string library.
local spec = obj.spec or {}
local status = obj.status or {}
local job = status.jobStatus or {}
local reconciliation = status.reconciliationStatus or {}
local lifecycle = status.lifecycleState

local hasError = status.error ~= nil and status.error ~= ""
local wantsSuspension = spec.job ~= nil and spec.job.state == "suspended"
local wasSubmitted = reconciliation.lastReconciledSpec ~= nil
local isInEffect = reconciliation.state == nil or reconciliation.state == "DEPLOYED"

local function health(result, message)
  if hasError then
    message = message .. ": " .. status.error
  end
  return { status = result, message = message }
end

-- Texts are compared in byte order: a text that begins with the prefix lies between it and itself with a last character.
local function begins(text, prefix)
  return text >= prefix and text < prefix .. "~"
end

if lifecycle == "DELETING" or lifecycle == "DELETED" then
  return health("Progressing", "The operator is deleting the job")
end

-- The operator records no generation of a spec that it rejects.
local generation = (obj.metadata or {}).generation
local observed = status.observedGeneration
if generation ~= nil and observed ~= nil and observed ~= generation then
  if hasError and begins(status.error, '{"type":"org.apache.flink.kubernetes.operator.exception.ValidationException"') then
    return health("Degraded", "The operator rejects the latest spec; the previous one stays in effect")
  end
  return { status = "Progressing", message = "The operator has not processed the latest spec yet" }
end

if lifecycle == "FAILED" then
  return health("Degraded", wasSubmitted and "The job has failed" or "The operator rejects the spec")
end
if lifecycle == "ROLLING_BACK" or reconciliation.state == "ROLLING_BACK" then
  return health("Progressing", "The operator is rolling back to the last stable spec")
end
if lifecycle == "ROLLED_BACK" or reconciliation.state == "ROLLED_BACK" then
  return health("Degraded", "Rolled back: the last stable spec is running, not the latest one")
end
if wantsSuspension then
  if lifecycle == "SUSPENDED" or job.state == "SUSPENDED" or (not wasSubmitted and lifecycle ~= "STABLE" and lifecycle ~= "DEPLOYED") then
    return health("Healthy", "Suspended, as spec.job.state requests")
  end
  return health("Progressing", "The job is being suspended")
end
if lifecycle == "UPGRADING" or (wasSubmitted and reconciliation.state == "UPGRADING") then
  -- The operator clears the error when it begins to submit a spec.
  if hasError then
    return health("Degraded", "The job cannot be submitted")
  end
  return health("Progressing", "The job is being submitted")
end
if job.state == "FAILED" or job.state == "FAILING" then
  return health("Degraded", "The job is " .. job.state)
end
if job.state == "CANCELED" or job.state == "CANCELLING" then
  return health("Degraded", "The job was cancelled, though spec.job.state requests it to run")
end
if job.state == "SUSPENDED" then
  return health("Suspended", "The job is suspended, though spec.job.state requests it to run")
end

if job.state == "FINISHED" and isInEffect then
  return health("Healthy", "The job has finished")
end
if job.state == "RUNNING" and isInEffect then
  if lifecycle == nil or lifecycle == "STABLE" then
    return health("Healthy", "The job is running")
  end
  return health("Progressing", "The job is running, and not stable yet")
end
if job.state ~= nil then
  return health("Progressing", "The job is " .. job.state)
end
if hasError then
  return health("Degraded", "The job cannot be submitted")
end
return health("Progressing", "Waiting for the operator to submit the job")
