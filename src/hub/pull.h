// A model from the hub into the cache.
#pragma once

#include "headscope/hub.h"
#include "hub/cache.h"
#include "hub/environment.h"

namespace headscope::hub {

/// `pull_model` with settings of one's own.
PulledModel pull(const HubName& name, const Settings& settings, const HubAccess& access);

}  // namespace headscope::hub
