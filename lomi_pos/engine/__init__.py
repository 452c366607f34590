"""The till at work: charge, watch, recover, on one asyncio loop in one background thread. No Qt."""
