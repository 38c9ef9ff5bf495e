#pragma once

#include "fingerprint.h"
