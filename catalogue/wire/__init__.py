"""REST v1 as values: pydantic models and problem codes shared by server and client."""
