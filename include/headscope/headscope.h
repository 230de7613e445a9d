// The whole public API.
#pragma once

#include "headscope/encoding.h"
#include "headscope/error.h"
#include "headscope/figure.h"
#include "headscope/hub.h"
#include "headscope/lens.h"
#include "headscope/model.h"
#include "headscope/page.h"
#include "headscope/pattern.h"
#include "headscope/prediction.h"
#include "headscope/tensor.h"
#include "headscope/tokenizer.h"
#include "headscope/trace.h"
#include "headscope/version.h"
#include "headscope/windows.h"
