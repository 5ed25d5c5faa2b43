-- Health of a FlinkBlueGreenDeployment. Its status has no observedGeneration.
local status = obj.status or {}
local job = status.jobStatus or {}
local state = status.blueGreenState

local hasError = status.error ~= nil and status.error ~= ""

local function health(result, message)
  if hasError then
    message = message .. ": " .. status.error
  end
  return { status = result, message = message }
end

local template = (obj.spec or {}).template or {}
local jobSpec = (template.spec or {}).job or {}

if state == nil then
  return health(hasError and "Degraded" or "Progressing", "Waiting for the operator to start the job")
end

if state == "ACTIVE_BLUE" or state == "ACTIVE_GREEN" then
  -- Between the savepoint and the start of the new version the old one is active for a moment.
  if status.savepointTriggerId ~= nil and not hasError then
    return health("Progressing", "The savepoint is taken; the new version is about to start")
  end
  if hasError then
    return health("Degraded", "The last transition was aborted, and the previous version is " .. state)
  end
  if job.state == "FAILED" or job.state == "FAILING" or job.state == "CANCELED" then
    return health("Degraded", "The job is " .. job.state)
  end
  if jobSpec.state == "suspended" then
    return health("Healthy", "Suspended, as spec.template.spec.job.state requests")
  end
  if job.state == "RUNNING" or job.state == "FINISHED" then
    return health("Healthy", state .. ", and the job is " .. job.state)
  end
  return health("Progressing", state .. ", and the job is " .. (job.state or "not observed yet"))
end

if state == "INITIALIZING_BLUE" and (hasError or job.state == "FAILED" or job.state == "FAILING") then
  return health("Degraded", "The first deployment failed")
end
-- An error that is still shown here is the one of an earlier attempt.
return { status = "Progressing", message = "The deployment is " .. state }
