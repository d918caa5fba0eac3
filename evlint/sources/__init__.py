"""What is known of the works that documents cite, from outside the documents: retraction data, registries, sources.yaml.

`facts` holds the values that rules read; everything else here makes them. The only package that may use the network, and only when asked.
"""
